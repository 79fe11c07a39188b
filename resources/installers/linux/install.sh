#!/bin/sh
# Puts the unpacked program into the menu of this user; nothing is copied, and no file type is
# taken from another program unless asked:
#
#   ./install.sh              menu entry, icon, and Gliovista among "Open with" for NIfTI files
#   ./install.sh --default    also opens NIfTI files with Gliovista from now on
#   ./install.sh --remove     takes all of it away again
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/gliovista.desktop
icon=$data/icons/hicolor/256x256/apps/gliovista.png
mime=$data/mime/packages/gliovista-mime.xml
command=$HOME/.local/bin/gliovista

refresh() {
  # Each may be absent on a small system; the entries are found without them, only later.
  command -v update-desktop-database >/dev/null && update-desktop-database "$data/applications"
  command -v update-mime-database >/dev/null && update-mime-database "$data/mime"
  return 0
}

if [ "${1:-}" = --remove ]; then
  rm -f "$entry" "$icon" "$mime"
  [ -L "$command" ] && rm -f "$command"
  refresh
  echo "Removed from the menu. Delete $here to remove the program itself."
  exit 0
fi

mkdir -p "${entry%/*}" "${icon%/*}" "${mime%/*}" "${command%/*}"
# The path is quoted as the Desktop Entry Specification wants it.
sed "s|^Exec=gliovista|Exec=\"$here/gliovista\"|" "$here/share/gliovista.desktop" >"$entry"
cp "$here/share/gliovista.png" "$icon"
cp "$here/share/gliovista-mime.xml" "$mime"
ln -sf "$here/gliovista" "$command"
refresh
if [ "${1:-}" = --default ]; then
  xdg-mime default gliovista.desktop application/x-nifti
fi
echo "Gliovista is in the menu, and as $command on the command line."
