#!/bin/sh
# Packs dist/Gliovista.app into a disk image with a link to /Applications beside it.
#
#   resources/installers/macos_dmg.sh [VERSION]
#
# Signs with the identity in CODESIGN_IDENTITY, else ad hoc: macOS then asks before the first
# start. File types are offered by the bundle itself (see build.spec), never taken.
set -eu
version=${1:-$(python3 -c 'from importlib.metadata import version; print(version("gliovista"))')}
image=dist/gliovista-$version-macos-$(uname -m).dmg
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

codesign --force --deep --sign "${CODESIGN_IDENTITY:--}" dist/Gliovista.app
cp -R dist/Gliovista.app "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "Gliovista $version" -srcfolder "$folder" -format UDZO -ov "$image"
echo "$image"
