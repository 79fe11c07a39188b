"""Sentences of ``core`` in the language of the window.

``core`` knows no Qt and speaks English: its errors and findings are sentences made from names
and numbers. Here stands the template of each one that a window can show; a sentence is matched
against them, and its parts are put into the translated template. A test compares this table
with the sentences in ``core``.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from desktop_app.language.translation import current_language, spoken_locale
from desktop_app.state.marking import QT_TRANSLATE_NOOP
from desktop_app.state.settings import Language

SENTENCES: tuple[str, ...] = (
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: another window has this study open and keeps the work on it. What you do here is not "
        "kept by itself: save or export it, or close the other window.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this disk or network folder does not answer. Choose another folder, or try again "
        "once it is there.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: {1} % of its labels ({2} ml) lie outside the head, in air. It is probably another "
        "patient's. Compare the names, and look at the outline.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: {1} % of its labels ({2} ml) lie outside the brain. It is probably another "
        "patient's. Compare the names, and look at the outline.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its labels lie where FLAIR is no brighter than elsewhere in the head, as no "
        "glioma's do (mean rank {1}, expected 0.58 or more). It may be another patient's.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this file says that it was made from other scans than those that are open. It is "
        "another study's, or of an older state of this one.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: by its name it belongs to another case than {1}. Compare the two before you believe "
        "what is measured.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it lies on another grid than the study and was brought over by nearest voxels: {1} "
        "ml became {2} ml. Look at its outline before you measure.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this session has version {1}, and this program knows version {2}. Open it with"
        " the program that saved it, or a newer one.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this is no session of Gliovista, or it is damaged ({1}). Open another one, or"
        " the study itself.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: what was written does not read back. Save it on another disk.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this session was made from other scans than those of the study {1}. Open the"
        " study that it belongs to.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this session lies on another grid than the study {1}. Open the study as it was"
        " opened then, with the same axes.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this session holds “{1}”, which this program does not know. Open it with a newer"
        " one.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this session is damaged ({1}). Open an older one, or the study itself.",
    ),
    QT_TRANSLATE_NOOP("Core", "“{0}” is no name for a member"),
    QT_TRANSLATE_NOOP("Core", "“{0}” is no name for a part"),
    QT_TRANSLATE_NOOP("Core", "{0} is packed in a way that is not read here"),
    QT_TRANSLATE_NOOP("Core", "{0} has no place in a session file"),
    QT_TRANSLATE_NOOP("Core", "{0} is none of {1}"),
    QT_TRANSLATE_NOOP("Core", "expected {0}, found {1}"),
    QT_TRANSLATE_NOOP("Core", "a step is no table of five columns"),
    QT_TRANSLATE_NOOP("Core", "a step lies outside of the label map"),
    QT_TRANSLATE_NOOP("Core", "a label map does not lie on the study's grid"),
    QT_TRANSLATE_NOOP("Core", "a label map holds what is no label"),
    QT_TRANSLATE_NOOP("Core", "probabilities do not lie on the study's grid"),
    QT_TRANSLATE_NOOP("Core", "there is no segmentation {0}"),
    QT_TRANSLATE_NOOP("Core", "{0} did not read back as it was written"),
    QT_TRANSLATE_NOOP("Core", "it did not read back as it was written ({0})"),
    QT_TRANSLATE_NOOP("Core", "no study has the shape {0}"),
    QT_TRANSLATE_NOOP("Core", "its affine is none"),
    QT_TRANSLATE_NOOP("Core", "it is no NIfTI file"),
    QT_TRANSLATE_NOOP("Core", "it holds {0}, not whole numbers of one or two bytes"),
    QT_TRANSLATE_NOOP("Core", "it should hold {0} bytes and does not"),
    QT_TRANSLATE_NOOP("Core", "it unfolds to more than {0} bytes"),
    QT_TRANSLATE_NOOP("Core", "it is cut short"),
    QT_TRANSLATE_NOOP("Core", "its header cannot be read ({0})"),
    QT_TRANSLATE_NOOP("Core", "it cannot be unpacked ({0})"),
    QT_TRANSLATE_NOOP("Core", "{0} is larger than {1} bytes"),
    QT_TRANSLATE_NOOP("Core", "it does not say that it is one"),
    QT_TRANSLATE_NOOP("Core", "it holds {0} members"),
    QT_TRANSLATE_NOOP("Core", "its members are not those that it lists"),
    QT_TRANSLATE_NOOP("Core", "{0} was not opened."),
    QT_TRANSLATE_NOOP("Core", "{0}: this is one of the study's own scans. Choose another name."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} holds the value {1} in every voxel, so there is nothing in it to see. Choose"
        " another file or export the series again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} holds only {1} different values beside 0, as a label map does; a scan holds "
        "hundreds. Choose the scan.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} holds only the value {1} beside 0, as a mask does; a scan holds hundreds. Choose "
        "the scan.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} holds values that are not numbers (NaN or infinite) within the head, in {1} "
        "of its voxels. A step before this program went wrong; convert the series again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} holds no number at all, only NaN or infinite values. A step before this program "
        "went wrong; convert the series again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} held values that are not numbers as its background: {1} voxels, of which the head "
        "encloses {2}. They were set to {3}.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} held values that are not numbers outside the head; they were set to {1} ({2} voxels).",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} was normalised before: its background, {1}, lay among the brain's values. It"
        " was lowered to {2}, the lowest of them.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} holds values up to {1}, far from what scanners write; they were multiplied by {2}, "
        "which changes no contrast.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} shows hardly any contrast: the values of its tissue differ by {1} %, so there is "
        "nothing in it to see. Choose another file or export the series again.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0} are the same file, {1}. Choose the right file for each."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} hold exactly the same voxels, so one is a copy under another name. Choose "
        "the right file for each.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} is stored along other axes than {1} ({2} instead of {3}); it was turned to "
        "them, which changes no value.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} lies {1} mm from {2} by its header, less than half a voxel; {3}'s position "
        "was taken for both.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} has {1}'s shape, but its header says that its axes run {2} instead of {3}, "
        "which puts it {4} mm away: left and right, or front and back, may be exchanged. "
        "Convert it again from DICOM rather than guess.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} and {1} have the same shape, but lie up to {2} mm apart in space. {3}",
    ),
    QT_TRANSLATE_NOOP("Core", "{0} lies on another grid than {1} ({2}: {3}; {4}: {5}). {6}"),
    QT_TRANSLATE_NOOP(
        "Core",
        "Let the program remove it (the button “Align and remove the skull”; on the command line "
        "--raw), or another beforehand (HD-BET, SynthStrip or deepbet can).",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "Let the program align it to {0} (the button “Align and remove the skull”; on the command "
        "line --raw), or use files that were co-registered.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0} voxels of {1} mm, {2}"),
    QT_TRANSLATE_NOOP("Core", "{0} voxels of {1} mm"),
    QT_TRANSLATE_NOOP("Core", "{0} voxels, {1}"),
    QT_TRANSLATE_NOOP("Core", "{0} voxels"),
    QT_TRANSLATE_NOOP("Core", "{0}, tilted {1}°"),
    QT_TRANSLATE_NOOP("Core", "tilted {0}°"),
    QT_TRANSLATE_NOOP(
        "Core",
        "The file of {0} does not say which way its axes run, so left and right, front and "
        "back, top and bottom are a guess. State the axes if you know them.",
    ),
    QT_TRANSLATE_NOOP("Core", "The file of {0} does not say which way its axes run."),
    QT_TRANSLATE_NOOP("Core", "The axes were taken to run {0}, as was stated for the file of {1}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "Its shape is that of BraTS, so they were taken to run L-P-S on BraTS's grid, left and "
        "right included.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "By the shape of the head they were taken to run {0}.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "It does not tell left from right: {0} is as likely, so every side is a guess.",
    ),
    QT_TRANSLATE_NOOP("Core", "State the axes if you know them."),
    QT_TRANSLATE_NOOP(
        "Core",
        "The shape of the head hardly tells it; they were taken to run {0}, which may be wrong, "
        "and so may be the result.",
    ),
    QT_TRANSLATE_NOOP("Core", "Look at the views, and state the axes if you know them."),
    QT_TRANSLATE_NOOP("Core", "Voxels of 1 mm were assumed."),
    QT_TRANSLATE_NOOP(
        "Core",
        "The header gives the identity as the place, as programs write it that know none, and the "
        "head lies as if the axes ran {0}, not R-A-S.",
    ),
    QT_TRANSLATE_NOOP("Core", "R-A-S was taken: state the axes if that is wrong."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its header says that its axes run {1}, not {2}. Axes are stated for files that do "
        "not say it themselves.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "“{0}” names no axes. Write three letters, the direction in which each axis grows, such as "
        "LPS: L or R, A or P, S or I.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} states its place twice, and the two (qform and sform) differ by up to {1} "
        "mm; the sform was taken. Another program may take the other: convert the file "
        "again from DICOM.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} has voxels of {1} mm by its header; a head scan's lie between {2} and {3} "
        "mm. The header is wrong or in another unit: convert the series again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The slices are {0} mm thick ({1}: {2} mm). The model learnt from 1 mm voxels: "
        "expect coarse borders and check volumes by eye.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The voxels are far from cubes ({0}: {1} mm). The model learnt from 1 mm cubes: "
        "check borders by eye.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The slices are tilted {0}° against the scanner's axes ({1}). The views follow "
        "the slices, so left, right, front and back are approximate.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The voxels are askew ({0}: their edges miss a right angle by {1}°), as after a tilted "
        "gantry or an affine registration. Volumes allow for that; the views draw them straight, "
        "and the model learnt from right angles: check the result by eye.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The skull is still there in {0} (about {1} ml of head; a brain has up to {2}).",
    ),
    QT_TRANSLATE_NOOP("Core", "The model learnt from brains without skull and will be wrong here."),
    QT_TRANSLATE_NOOP(
        "Core",
        "Only {0} ml of tissue are in view in {1}, less than a whole brain. The model "
        "learnt from whole brains: check the result by eye.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} looks mirrored against {1}: {2} seem exchanged. Convert it again from DICOM "
        "and compare before you trust any side.",
    ),
    QT_TRANSLATE_NOOP("Core", "left and right"),
    QT_TRANSLATE_NOOP("Core", "front and back"),
    QT_TRANSLATE_NOOP("Core", "top and bottom"),
    QT_TRANSLATE_NOOP(
        "Core",
        "The brain in {0} covers the one in {1} by only {2} %: they are not registered, "
        "not of one patient, or one is cut. Look at both with the linked cursor.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} look exchanged. Compare them with what you expect, and choose the files one "
        "by one if they are.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The sequences look mixed up: {0}. Compare them with what you expect, and choose "
        "the files one by one if they are.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0} looks like {1}"),
    QT_TRANSLATE_NOOP(
        "Core",
        "T1Gd shows nothing that T1 does not, so it may be T1 under another name, or taken before "
        "contrast. Compare the two, and choose the files one by one if it is.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "T1Gd is darker than T1 where contrast shines (vessels, sinuses, mucosa, tumour rims), so "
        "the two may be exchanged, or no contrast was given. Compare them, and choose the files "
        "one by one if they are.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0} and {1}"),
    QT_TRANSLATE_NOOP("Core", "{0}: there is no such folder. Check the path."),
    QT_TRANSLATE_NOOP("Core", "{0}: expected a folder with one file per sequence, found a file."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it holds {1} folders with images: {2}. Open one of them, or run a batch over all.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: {1} Name the files one by one (T1, T1Gd, T2, FLAIR)."),
    QT_TRANSLATE_NOOP("Core", "{0} files could be {1}: {2}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} could be {1} or {2}: “{3}” may speak of the scan, or of the patient or the visit.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: {1} Say which it is (on the command line: segment FOLDER {2}).",
    ),
    QT_TRANSLATE_NOOP("Core", "named by you"),
    QT_TRANSLATE_NOOP("Core", "No file's name tells {0}."),
    QT_TRANSLATE_NOOP("Core", "{0} or {1}"),
    QT_TRANSLATE_NOOP("Core", "Not recognised: {0}."),
    QT_TRANSLATE_NOOP("Core", "A file that stacks all four is opened as such, with their order."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it holds DICOM files, not NIfTI. Convert them with dcm2niix, register the "
        "four sequences and open the result.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: it holds label maps only ({1}), no sequence."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: no NIfTI file (.nii or .nii.gz) is in it. Choose the folder that holds the scans.",
    ),
    QT_TRANSLATE_NOOP("Core", "its folder's name holds “{0}”"),
    QT_TRANSLATE_NOOP("Core", "the name holds “{0}”"),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: no permission to look into it. Ask its owner, or copy it to a folder of your own.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: it could not be listed ({1})."),
    QT_TRANSLATE_NOOP("Core", "Two sequences at least are needed, T1Gd or FLAIR among them."),
    QT_TRANSLATE_NOOP("Core", "No file was named for {0}."),
    QT_TRANSLATE_NOOP("Core", "Of the four sequences there is only {0}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "This study lacks {0}: the result is less accurate than one of all four sequences, "
        "so check it by eye.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "Without T1Gd, tumour core and enhancing tumour cannot be told: of the result only the "
        "whole tumour counts.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this label map was loaded or drawn, so it has no probabilities to cut at another "
        "threshold. Segment the study first.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its thresholds cannot be moved, for the rules of the model that made it ({1}) are "
        "not here. Segment the study again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core", "Mean Dice of {0} over held-out cases: {1} instead of {2} with all four."
    ),
    QT_TRANSLATE_NOOP("Core", "Mean Dice of {0} over held-out cases: {1}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "Files whose names tell no sequence were left out: {0}. If one of them is {1}, name "
        "the files one by one.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: there is no such file. Check the path."),
    QT_TRANSLATE_NOOP(
        "Core",
        "it is in a format that this program does not read (save it as .nii.gz)",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: its other half, {1}, is not there. Copy both."),
    QT_TRANSLATE_NOOP("Core", "{0}: its header or values are damaged ({1})."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it holds scans in a format that this program does not read ({1}). Save them"
        " as .nii.gz, for example with 3D Slicer or ITK-SNAP.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it holds archives ({1}). Unpack them and open the folder that comes out.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it holds .img files without their .hdr ({1}). Copy both halves of each pair.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0} names {1}, but {2}."),
    QT_TRANSLATE_NOOP("Core", "it is called a label map, though it holds a scan's values"),
    QT_TRANSLATE_NOOP(
        "Core",
        "it is called a label map and cannot be read to see whether it is one: {0}",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: {1} Say what it is (on the command line: segment FOLDER {2}), or go on "
        "without it (--without-unreadable).",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} cannot be read, which is not to be absent: mend it, or go on without it (on "
        "the command line: --without-unreadable).",
    ),
    QT_TRANSLATE_NOOP("Core", "brain extractor"),
    QT_TRANSLATE_NOOP("Core", "click network"),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected format {1} ({2}), found {3}. Use the program version that it was made for.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: {1} is missing ({2}). Install Gliovista again."),
    QT_TRANSLATE_NOOP("Core", "{0}: not a readable card ({1}; {2}). Install Gliovista again."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected {1} channels of {2} voxels an edge, found {3} of {4}. Use the program "
        "version that it was made for.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it covers {1} mm. Expected a head: {2} to {3} mm along each axis. Choose another "
        "series, or convert it again from DICOM.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: all its values are equal or none is a number; there is no head in it. Choose "
        "another series.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} may not lie right on {1}: it was turned by {2}° and moved by {3} mm, and another "
        "place explains it nearly as well, or the two share little. Look at both in the views "
        "before you trust a result.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0} was aligned to {1}: turned by {2}° and moved by {3} mm."),
    QT_TRANSLATE_NOOP(
        "Core", "The skull was removed; {0} ml of brain are left. Look at its outline."
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The brain goes on beyond the first or last slice, so that part of it was not scanned. "
        "What lies there is in no result.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0} lies where its header says, as you chose."),
    QT_TRANSLATE_NOOP("Core", "{0} is series {1}."),
    QT_TRANSLATE_NOOP("Core", "{0} is series {1}, chosen by hand."),
    QT_TRANSLATE_NOOP("Core", "{0} is {1}, chosen by hand."),
    QT_TRANSLATE_NOOP("Core", "The program would have set it aside."),
    QT_TRANSLATE_NOOP("Core", "One series was chosen for two sequences. Choose one for each."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it holds {1} DICOM studies. Choose the folder of one of them; “gliovista info” "
        "lists the series of each.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the series tell {1}. {2} “gliovista info” lists what each was taken for and why. {3}",
    ),
    QT_TRANSLATE_NOOP("Core", "{0} was left out, as you said, though its file is there. {1}"),
    QT_TRANSLATE_NOOP("Core", "{0}: expected a NIfTI file, found a device or a pipe."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its content is in a git-annex and not on this machine. Bring it with “git "
        "annex get” or “datalad get”.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it is a link to {1}, which is not there. Copy the file itself here.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it is a link that leads back to itself. Copy the file itself here.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "it is a pointer of Git LFS that stands for the file (“git lfs pull” brings it)",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "it is a pointer of git-annex that stands for the file (“git annex get” brings it)",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: no permission to read it. Ask its owner, or copy it to a folder of your own.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: it is cut short ({1}). Copy or download it again."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its compressed data are damaged ({1}). Copy or download it again.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: it could not be read ({1})."),
    QT_TRANSLATE_NOOP("Core", "{0} of {1} bytes are there"),
    QT_TRANSLATE_NOOP("Core", "its header is incomplete"),
    # What the decompressor and the operating system say.
    QT_TRANSLATE_NOOP("Core", "Compressed file ended before the end-of-stream marker was reached"),
    QT_TRANSLATE_NOOP("Core", "CRC check failed {0}"),
    QT_TRANSLATE_NOOP("Core", "No such file or directory"),
    QT_TRANSLATE_NOOP("Core", "Permission denied"),
    QT_TRANSLATE_NOOP("Core", "No space left on device"),
    QT_TRANSLATE_NOOP("Core", "Read-only file system"),
    QT_TRANSLATE_NOOP("Core", "Input/output error"),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: {1}, not a NIfTI file. Choose a .nii or .nii.gz file; DICOM series are "
        "converted with dcm2niix.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: {1}, not a NIfTI file. Choose the NIfTI file."),
    QT_TRANSLATE_NOOP("Core", "it is empty"),
    QT_TRANSLATE_NOOP("Core", "it is a DICOM file"),
    QT_TRANSLATE_NOOP("Core", "it is a text file that begins “{0}”"),
    QT_TRANSLATE_NOOP("Core", "its bytes are of an unknown kind"),
    QT_TRANSLATE_NOOP("Core", "it is a compressed file within a compressed file"),
    QT_TRANSLATE_NOOP("Core", "it is a zip archive"),
    QT_TRANSLATE_NOOP("Core", "it is a 7z archive"),
    QT_TRANSLATE_NOOP("Core", "it is an NRRD file"),
    QT_TRANSLATE_NOOP("Core", "it is a numpy array"),
    QT_TRANSLATE_NOOP("Core", "it is a PNG picture"),
    QT_TRANSLATE_NOOP("Core", "it is a JPEG picture"),
    QT_TRANSLATE_NOOP("Core", "it is a PDF document"),
    QT_TRANSLATE_NOOP("Core", "it is an HDF5 file"),
    QT_TRANSLATE_NOOP("Core", "{0}: expected a NIfTI file, found a folder."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected one number per voxel, found {1}. Export the series as plain grey values.",
    ),
    QT_TRANSLATE_NOOP("Core", "complex numbers"),
    QT_TRANSLATE_NOOP("Core", "colours"),
    QT_TRANSLATE_NOOP("Core", "values of type {0}"),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its header gives a voxel size of {1} mm, which cannot be. Convert the "
        "series again from DICOM, for example with dcm2niix.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its header does not say where the voxels lie ({1}). Convert the series "
        "again from DICOM, for example with dcm2niix.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its affine puts voxels where no scanner is, or all axes along one. Convert "
        "the series again from DICOM, for example with dcm2niix.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: its affine holds values that are not numbers."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its affine is singular, so voxels have no place in space. Convert the "
        "series again from DICOM.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected a volume of many slices, found a single 2-D image ({1} voxels). "
        "Choose the file that holds the whole series.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected a volume, found one behind an axis of length one ({1}), so that its header "
        "places other axes than its own. Save it again without that axis, as numpy's squeeze "
        "does, with the affine of the scan it came from.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected one sequence, found four stacked in one file ({1}). Open it as a "
        "stacked file and say the order of its sequences.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected one 3-D volume, found {1}: a series over time or directions. "
        "Choose the file of a single T1, T1Gd, T2 or FLAIR volume.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it is one half of a header-and-image pair (.hdr and .img). Convert the pair"
        " to one .nii.gz file.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it lacks NIfTI's mark, so it may be an old Analyze file, which does not say"
        " left from right. Convert the series again from DICOM, for example with "
        "dcm2niix.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: its header puts the values at byte {1}: impossible."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its header puts the values at byte {1}, which lies within the header itself (it "
        "takes {2} bytes). The header is damaged: convert the series again from DICOM, for "
        "example with dcm2niix.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} gives its lengths in {1}; they were converted to millimetres, in which results are "
        "written too.",
    ),
    QT_TRANSLATE_NOOP("Core", "metres"),
    QT_TRANSLATE_NOOP("Core", "microns"),
    QT_TRANSLATE_NOOP("Core", "{0}: its header gives {1} as its dimensions, which cannot be."),
    QT_TRANSLATE_NOOP("Core", "{0}: its data type is unknown (NIfTI code {1})."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its header claims {1} voxels, which need {2} bytes, but the file has only "
        "{3}. It is cut short: copy or download it again.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: it holds no voxels ({1})."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its header claims {1} voxels, which need {2} GB, and this computer has {3} GB of"
        " memory. The header is damaged, or the file is to be opened on a larger computer.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its header claims {1} voxels, more than the {2} that this program opens; no"
        " head scan is that large. The header is damaged, or the file is not a scan.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: expected sequences stacked in one file, found a single one."),
    QT_TRANSLATE_NOOP("Core", "{0}: it holds {1} sequences, but the order names {2}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected four axes, of which one counts the sequences; found {1}.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected the sequences along the first or the last axis; in {1} both could "
        "count them.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected the sequences along the first or the last axis; in {1} neither "
        "could count them.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: not a readable numpy array of numbers ({1})."),
    QT_TRANSLATE_NOOP("Core", "{0}: expected one array (.npy), found an archive of arrays."),
    QT_TRANSLATE_NOOP("Core", "The order names {0} twice. Name each sequence once."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected a label map, found {1} different values, as an image or a "
        "probability map has. Choose the segmentation file.",
    ),
    QT_TRANSLATE_NOOP("Core", "A label map must hold whole numbers; this file does not."),
    QT_TRANSLATE_NOOP(
        "Core",
        "The label map holds the values {0}, which {1} does not name (it knows {2}). "
        "Choose another convention; 4 beside 3 is a resection cavity of a post-treatment "
        "set, which this program does not handle.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the segmentation has {1} voxels and the scans have {2}. Load the mask that "
        "belongs to this study.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: a label map holds whole numbers; this file holds others. It may be a scan, "
        "or a probability map.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this label map lies on another grid than the study ({1} voxels; the study "
        "has {2}, or lies elsewhere). Choose the label map that belongs to these scans.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: no model package here. {1}"),
    QT_TRANSLATE_NOOP("Core", "{0}: {1} is not part of this program. Choose OpenVINO."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this is a single file, such as a bare PyTorch state dict, which says "
        "neither its architecture nor its preprocessing and may execute code. {1}",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected model package format {1}, found {2}. Use the program version that "
        "it was made for.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: not a readable model card ({1}). {2}"),
    QT_TRANSLATE_NOOP(
        "Core",
        "A model package is a folder that holds model.json, weights.safetensors and, for "
        "OpenVINO, model.xml; python -m training export makes one out of a "
        "checkpoint.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: this package holds no OpenVINO model ({1})."),
    QT_TRANSLATE_NOOP("Core", "no network has the architecture {0}"),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: OpenVINO cannot load this network. Install the model package again.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: missing from the model package. Install it again."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its SHA-256 differs from the one in {1}: the file is damaged or was "
        "changed. Install the package again.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: {1} is not a plain file name."),
    QT_TRANSLATE_NOOP("Core", "{0}: these weights are missing or unknown: {1}"),
    QT_TRANSLATE_NOOP("Core", "{0}: too few sequences are there."),
    QT_TRANSLATE_NOOP("Core", "{0}: every voxel is background; there is nothing to segment."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: could not be written ({1}). Choose a folder that exists, that you may write"
        " to, and that has space left.",
    ),
    QT_TRANSLATE_NOOP(
        "Core", "{0}: two results would be written to this name. Choose another for one."
    ),
    QT_TRANSLATE_NOOP(
        "Core", "{0}: the name “{1}” is too long for this disk. Choose a shorter one."
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: this is a folder. Choose a name for a file."),
    QT_TRANSLATE_NOOP("Core", "{0}: this is no ordinary file. Choose another name."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this file exists. Choose another name, or add --overwrite to replace it.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this file is write-protected. Choose another name, or allow it to be written.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The picture would be {0} × {1} pixels; the limit is {2}. Choose a smaller scale.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the picture could not be written. Choose a folder that exists, that you may"
        " write to, and that has space left.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: expected a name that ends in .nii or .nii.gz."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the result has shape {1} and the study {2}; they must lie on one grid.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this segmentation was loaded or drawn, so it has no probabilities to write.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: what was written does not read back equal. Try another disk."),
    QT_TRANSLATE_NOOP("Core", "{0}: what was written cannot be read back ({1})."),
    QT_TRANSLATE_NOOP("Core", "{0}: what was written cannot be read back."),
    QT_TRANSLATE_NOOP("Core", "{0}: what was written does not read back: {1} Try another disk."),
    QT_TRANSLATE_NOOP("Core", "Expected frames of {0}, found {1}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the segmentation lies {1} mm from the scans. Load the mask that belongs to this "
        "study.",
    ),
    QT_TRANSLATE_NOOP("Core", "A frame lies {0} mm off every slice of the series."),
    QT_TRANSLATE_NOOP("Core", "A contour lies {0} mm off every slice of the series."),
    QT_TRANSLATE_NOOP("Core", "{0}: expected a name that ends in {1}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "This study was not read from DICOM, so there are no source images that a DICOM object "
        "could refer to. Open the DICOM series themselves, or write NIfTI.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The series lies in {0} multi-frame files, and a DICOM object that refers to several of "
        "them cannot be written. Write NIfTI.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The headers of the source images tell no {0}, without which no DICOM object can refer "
        "to them. Write NIfTI, or export the series again from the archive.",
    ),
    QT_TRANSLATE_NOOP("Core", "study UID"),
    QT_TRANSLATE_NOOP("Core", "series UID"),
    QT_TRANSLATE_NOOP("Core", "instance UID"),
    QT_TRANSLATE_NOOP("Core", "kind of object"),
    QT_TRANSLATE_NOOP("Core", "frame of reference"),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the result has shape {1} and the series {2}; they must lie on one grid.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the headers of the source images break the standard, so that no DICOM object can "
        "refer to them. Write NIfTI.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its DICOM header cannot be read any more. Open the study again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this file is not the one that was read when the study was opened. Open the study "
        "again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The sequences of this study lie on one grid already, so that nothing was aligned and "
        "there is nothing to write.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected planning format {1}, found {2}. Open it with the program version "
        "that wrote it, or move it away.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: not a planning record ({1}). Move it away to start a new one."),
    QT_TRANSLATE_NOOP("Core", "{0}: there is no place to save to."),
    QT_TRANSLATE_NOOP("Core", "{0}: the folder cannot be made ({1})."),
    # DICOM: series found, read and recognised.
    QT_TRANSLATE_NOOP("Core", "a localiser"),
    QT_TRANSLATE_NOOP("Core", "a subtraction of two series"),
    QT_TRANSLATE_NOOP("Core", "diffusion, or a map of it"),
    QT_TRANSLATE_NOOP("Core", "perfusion, or a map of it"),
    QT_TRANSLATE_NOOP("Core", "functional imaging"),
    QT_TRANSLATE_NOOP("Core", "weighted by susceptibility (T2*)"),
    QT_TRANSLATE_NOOP("Core", "angiography"),
    QT_TRANSLATE_NOOP("Core", "spectroscopy"),
    QT_TRANSLATE_NOOP("Core", "a projection, not slices"),
    QT_TRANSLATE_NOOP("Core", "a derived map"),
    QT_TRANSLATE_NOOP("Core", "a phase picture, or part of a complex one"),
    QT_TRANSLATE_NOOP("Core", "slices tiled in one picture (mosaic)"),
    QT_TRANSLATE_NOOP("Core", "a secondary capture"),
    QT_TRANSLATE_NOOP("Core", "It is {0}."),
    QT_TRANSLATE_NOOP("Core", "Its positions count along an animal's axes."),
    QT_TRANSLATE_NOOP("Core", "It holds no pictures ({0})."),
    QT_TRANSLATE_NOOP("Core", "Its modality is {0}, and MR is needed."),
    QT_TRANSLATE_NOOP("Core", "Its pictures are in colour, as maps and captures are."),
    QT_TRANSLATE_NOOP("Core", "Its name holds “{0}”, not the brain."),
    QT_TRANSLATE_NOOP("Core", "Its body part is {0}, not the brain."),
    QT_TRANSLATE_NOOP("Core", "Slices: {0}, and {1} are needed."),
    QT_TRANSLATE_NOOP("Core", "It covers {0} mm, and a brain takes {1}."),
    QT_TRANSLATE_NOOP("Core", "Its slices cannot be placed: {0}, first of {1}, tells {2}."),
    QT_TRANSLATE_NOOP("Core", "{0}: its slices cannot be placed: {1}, first of {2}, tells {3}."),
    QT_TRANSLATE_NOOP("Core", "no position"),
    QT_TRANSLATE_NOOP("Core", "no orientation"),
    QT_TRANSLATE_NOOP("Core", "no pixel spacing"),
    QT_TRANSLATE_NOOP("Core", "an impossible orientation"),
    QT_TRANSLATE_NOOP("Core", "Its slices make no grid: {0}."),
    QT_TRANSLATE_NOOP("Core", "{0}: its slices make no grid: {1}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} missing, first after slice {1} of {2} ({3}): the next lies {4} mm on where the "
        "others lie {5} mm apart",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "slices {0} and {1} lie at the same place ({2} such in {3}), so which of them to take"
        " is not known",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "the distance between slices changes from {0} to {1} mm, most at slice {2} of {3} "
        "({4}), so they make no regular grid",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "slice {0} of {1} ({2}) does not lie in line with the others, though the distances "
        "are even",
    ),
    QT_TRANSLATE_NOOP("Core", "Export the series again, whole, or choose another."),
    QT_TRANSLATE_NOOP("Core", "Choose another series, or one that was reformatted evenly."),
    QT_TRANSLATE_NOOP("Core", "{0} files are exact copies of others and were left out."),
    QT_TRANSLATE_NOOP("Core", "Its slices are stacked aslant by {0}° (gantry tilt)."),
    QT_TRANSLATE_NOOP(
        "Core",
        "Its instance numbers begin at {0}: slices before it may be missing.",
    ),
    QT_TRANSLATE_NOOP("Core", "Its pictures were compressed with loss."),
    QT_TRANSLATE_NOOP("Core", "It was reformatted from another series."),
    QT_TRANSLATE_NOOP("Core", "Series {0}"),
    QT_TRANSLATE_NOOP("Core", "Series {0} (“{1}”)"),
    QT_TRANSLATE_NOOP("Core", "Its name holds “{0}”, which is none of the four."),
    QT_TRANSLATE_NOOP("Core", "Neither its name nor its header tells one of the four ({0})."),
    QT_TRANSLATE_NOOP("Core", "Its header tells it ({0}), its name does not."),
    QT_TRANSLATE_NOOP("Core", "Its name holds “{0}” and its header agrees ({1})."),
    QT_TRANSLATE_NOOP("Core", "Its name holds “{0}”; its header is silent."),
    QT_TRANSLATE_NOOP("Core", "Its name holds “{0}”, but its header says otherwise ({1})."),
    QT_TRANSLATE_NOOP("Core", "no TR or TE"),
    QT_TRANSLATE_NOOP("Core", "acquisition contrast {0}"),
    QT_TRANSLATE_NOOP("Core", "TR {0}, TE {1} ms"),
    QT_TRANSLATE_NOOP("Core", "TR {0}, TE {1}, TI {2} ms"),
    QT_TRANSLATE_NOOP("Core", "{0}, gradient echo"),
    QT_TRANSLATE_NOOP("Core", "It is the surest of {0}."),
    QT_TRANSLATE_NOOP("Core", "Of {0} it is the latest of equals."),
    QT_TRANSLATE_NOOP("Core", "Of {0} it is the best by coverage and resolution."),
    QT_TRANSLATE_NOOP("Core", "echo time"),
    QT_TRANSLATE_NOOP("Core", "time point"),
    QT_TRANSLATE_NOOP("Core", "kind of picture"),
    QT_TRANSLATE_NOOP("Core", "inversion time"),
    QT_TRANSLATE_NOOP("Core", "contrast agent"),
    QT_TRANSLATE_NOOP("Core", "image type"),
    QT_TRANSLATE_NOOP("Core", "orientation or size"),
    QT_TRANSLATE_NOOP("Core", "b-value"),
    QT_TRANSLATE_NOOP("Core", "Listing files"),
    QT_TRANSLATE_NOOP("Core", "Reading DICOM headers"),
    QT_TRANSLATE_NOOP("Core", "Reading slices"),
    QT_TRANSLATE_NOOP("Core", "{0}: no DICOM file is in it."),
    QT_TRANSLATE_NOOP("Core", "Choose the folder of the study."),
    QT_TRANSLATE_NOOP("Core", "{0}: {1} of the {2} files that it names are not there."),
    QT_TRANSLATE_NOOP("Core", "Copy the whole disc."),
    QT_TRANSLATE_NOOP("Core", "Copy or download it again."),
    QT_TRANSLATE_NOOP("Core", "{0}: no archive that can be unpacked."),
    QT_TRANSLATE_NOOP("Core", "{0}: it holds no pictures. Choose another series."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the places of its frames cannot be understood. Copy or export the file again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its DICOM header is damaged or cut off. Copy or export the file again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: an archive of over 2 GB within an archive. Unpack the outer one and choose the "
        "folder.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: there is no such file or folder. Check the path."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: named as a DICOM directory, but it cannot be read as one. Choose the folder "
        "around it instead.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the archive that holds it is damaged. Copy or download it again.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: the archive that holds it is protected by a password. Unpack it and choose the "
        "folder.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: it holds no pixels. Copy or export the file again."),
    QT_TRANSLATE_NOOP("Core", "{0}: its picture is in colour. Choose the series it came from."),
    QT_TRANSLATE_NOOP("Core", "{0}: it cannot be read as DICOM. Copy or export the file again."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its pixels cannot be decoded ({1}). The file is damaged or cut off, or "
        "compressed in an unusual way. Export it again, without compression.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "These series are of several patients or studies. Choose those of one study.",
    ),
    QT_TRANSLATE_NOOP("Core", "It is {0}: its name holds “{1}”."),
    QT_TRANSLATE_NOOP("Core", "It is {0}: its image type says {1}."),
    QT_TRANSLATE_NOOP("Core", "It is {0}: its acquisition contrast is {1}."),
    QT_TRANSLATE_NOOP("Core", "It is {0}: its b-value is {1}."),
    QT_TRANSLATE_NOOP("Core", "It is {0}: its pulse sequence is {1}."),
    QT_TRANSLATE_NOOP("Core", "As to contrast, its name holds “{0}”."),
    QT_TRANSLATE_NOOP(
        "Core",
        "As to contrast, its name holds “{0}” and its contrast agent is “{1}”.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "As to contrast, its name holds “{0}”, though it names an agent (“{1}”).",
    ),
    QT_TRANSLATE_NOOP("Core", "As to contrast, its contrast agent is “{0}”."),
    QT_TRANSLATE_NOOP("Core", "As to contrast, it was acquired after one with contrast."),
    QT_TRANSLATE_NOOP(
        "Core",
        "As to contrast, it names an agent (“{0}”), but comes before one without.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "As to contrast, every T1 names a contrast agent, and this is the first of them.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "As to contrast, every T1 names a contrast agent, and it is not the first.",
    ),
    QT_TRANSLATE_NOOP("Core", "As to contrast, it tells no contrast, and another does."),
    QT_TRANSLATE_NOOP("Core", "As to contrast, no T1 tells contrast, and it is the first."),
    QT_TRANSLATE_NOOP(
        "Core",
        "As to contrast, no T1 tells contrast, and a later one may be with or without.",
    ),
    QT_TRANSLATE_NOOP("Core", "As to contrast, it tells no contrast agent."),
    QT_TRANSLATE_NOOP("Core", "Expected 1 to {0} margins above 0 and up to {1} mm, found {2}."),
    QT_TRANSLATE_NOOP("Core", "{0} is empty: there is nothing to draw a margin around."),
    QT_TRANSLATE_NOOP("Core", "Series {0} (“{1}”) may be {2}."),
    QT_TRANSLATE_NOOP("Core", "Series {0} may be {1}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "A follow-up needs two time points or more; {0} was given. Name the studies of the "
        "other days too.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "Two time points are called {0}. Give each study once, or rename one.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it has no sequence in common with {1}, so the two cannot be aligned. Choose "
        "studies that both have T1Gd.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: {1} is empty, so it cannot be aligned.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it has no segmentation yet, so nothing can be compared. Segment it first, or "
        "load its label map.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The time points stand in the order in which they were named ({0}), for no date is "
        "known of {1}. Check it, or type the dates.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The time points stand in the order of their dates: {0}.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "The time points were named in another order than their dates tell: {0}.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "These dates were read in names of folders or files: {0}. Check them.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} and {1} have one date, {2}: they stand in the order in which they were named. "
        "Check that they are two time points.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} and {1} hold the same scans, so nothing can have changed between them. Choose "
        "the study of another day.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its headers or names tell another patient than those of {1}. Studies of two "
        "patients must not be compared.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} may be of another patient than {1}: the two brains do not look like one "
        "(likeness {2}, outlines {3}). Compare the names and both pictures before you believe "
        "a comparison.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} may not lie right on {1} (likeness {2}, outlines {3}, spread {4} mm). Look at "
        "both in the views before you believe what grew and shrank; volumes do not depend on "
        "it.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} was aligned to {1} by {2}: turned by {3}° and moved by {4} mm (likeness {5}, "
        "outlines {6}).",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "Different models segmented these time points: {0}. What changed may be the difference "
        "of the models. Segment them all with one.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} was made after an operation. The model has learnt from tumours before treatment "
        "alone: it does not know a cavity, blood or air, and may take them for necrosis, or a "
        "thin enhancing rim of healing for tumour. Look at every region, and correct it.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it holds the studies of several patients. Choose the folder of one of them.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it holds the studies of {1} patients. Choose the folder of one of them.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: nothing says that its {1} studies ({2}, …) are one patient's. Name those of one "
        "patient one by one.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: no label map lies beside the scans, or several do. Leave one there, or let the "
        "model segment it.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this table of sessions cannot be read.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its label map does not tell enhancing tumour, so the extent of resection cannot "
        "be told. It needs T1Gd.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "A package of python -m training export (model.json), a MONAI bundle "
        "(inference.json), a results folder of nnU-Net v2 (plans.json, dataset.json, "
        "fold_0) or an ONNX file with a JSON of the same name can be brought.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: this is no kind of model that is known. {1}"),
    QT_TRANSLATE_NOOP("Core", "{0}: there is no such file or folder. {1}"),
    QT_TRANSLATE_NOOP("Core", "{0}: this model is here already, as {1}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "Converted to OpenVINO, this network's probabilities differ by {0} from the original's "
        "on the demo study; at most {1} is allowed.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected a network of one input and one output, found {1} and {2}.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: expected an answer of {1} channels or more, as large as its window {2}, found {3}.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0} is not part of this program, so a model cannot be converted here. Bring it with an "
        "installation that has PyTorch, then bring the package that it made.",
    ),
    QT_TRANSLATE_NOOP("Core", "This network cannot be converted to OpenVINO: {0}"),
    QT_TRANSLATE_NOOP("Core", "“{0}” is no model that was brought. There are: {1}."),
    QT_TRANSLATE_NOOP("Core", "{0}: it describes no network (network_def)."),
    QT_TRANSLATE_NOOP("Core", "{0}: “{1}” is no list of transforms."),
    QT_TRANSLATE_NOOP("Core", "{0}: its preprocessing step {1} is not known."),
    QT_TRANSLATE_NOOP("Core", "{0}: its {1} has the option {2}, not known."),
    QT_TRANSLATE_NOOP("Core", "{0}: its {1} takes all channels together."),
    QT_TRANSLATE_NOOP("Core", "{0}: its Spacing interpolates by {1} with {2} edges."),
    QT_TRANSLATE_NOOP("Core", "{0}: expected a SlidingWindowInferer as “inferer”, found {1}."),
    QT_TRANSLATE_NOOP("Core", "{0}: its inferer pads or weighs windows in a way not known here."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it does not say whether the network's outputs are for sigmoid or softmax "
        "(Activationsd in “postprocessing”).",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it does not name the network's channels (network_data_format, {1}, channel_def).",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this file of weights is missing. Bundles name in large_files.yml where it is to be "
        "had; put it there and choose the folder again.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: its Orientation names no axes (axcodes)."),
    QT_TRANSLATE_NOOP("Core", "{0}: its CropForeground has a margin or a rule of its own."),
    QT_TRANSLATE_NOOP("Core", "{0}: its ScaleIntensity goes to other values than 0 to 1."),
    QT_TRANSLATE_NOOP("Core", "{0}: its Spacing tells no three sizes (pixdim)."),
    QT_TRANSLATE_NOOP("Core", "{0}: its inferer's roi_size is no three sizes."),
    QT_TRANSLATE_NOOP("Core", "{0}: it turns images after other steps."),
    QT_TRANSLATE_NOOP("Core", "{0}: it crops to the foreground after normalising."),
    QT_TRANSLATE_NOOP("Core", "{0}: this file is missing. Choose the whole folder of the model."),
    QT_TRANSLATE_NOOP("Core", "{0}: this file is larger than {1} MB."),
    QT_TRANSLATE_NOOP("Core", "{0}: expected an object, found {1}."),
    QT_TRANSLATE_NOOP("Core", "{0}: this is no readable JSON file ({1})."),
    QT_TRANSLATE_NOOP("Core", "{0}: “{1}” refers to itself."),
    QT_TRANSLATE_NOOP("Core", "{0}: “{1}” is a macro ({2}), which is not followed."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: “{1}” is the expression {2}, which would have to be run as Python. References, "
        "numbers and text are understood; write the value itself.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: “{1}” refers to “{2}”, which is not there."),
    QT_TRANSLATE_NOOP("Core", "{0}: its network is no description with a _target_."),
    QT_TRANSLATE_NOOP("Core", "{0}: its network is {1}; only these of MONAI's are known: {2}."),
    QT_TRANSLATE_NOOP("Core", "{0}: an argument of its network {1} is no plain value."),
    QT_TRANSLATE_NOOP("Core", "{0}: its network {1} cannot be built: {2}"),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: no fold holds {1}. Choose the folder that holds fold_0 and so on.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: it has no configuration {1}."),
    QT_TRANSLATE_NOOP("Core", "{0}: {1} is the second stage of a cascade, which is not run here."),
    QT_TRANSLATE_NOOP("Core", "{0}: {1} is no network of volumes. Choose one such as 3d_fullres."),
    QT_TRANSLATE_NOOP("Core", "{0}: its preprocessor {1} is not known."),
    QT_TRANSLATE_NOOP("Core", "{0}: its reader {1} is not known."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its way of bringing probabilities back across slices is not known.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: its way of resampling ({1}) is not known."),
    QT_TRANSLATE_NOOP("Core", "{0}: its network {1} is not known; {2} and {3} are."),
    QT_TRANSLATE_NOOP("Core", "{0}: its instance norm has no weights."),
    QT_TRANSLATE_NOOP("Core", "{0} are not {1}"),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: it holds no network_weights, so it is no checkpoint of nnU-Net v2.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: it and {1} do not say what is needed ({2})."),
    QT_TRANSLATE_NOOP("Core", "{0}: its configuration {1} inherits from itself."),
    QT_TRANSLATE_NOOP("Core", "{0}: its network has {1} as {2}, which is not known here."),
    QT_TRANSLATE_NOOP("Core", "{0}: its normalisation {1} is not known for MRI."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this file is missing. An ONNX file does not say which channels it wants; {1} "
        "beside it must hold {2}, see “Other models” in the manual.",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: it does not say {1}. See “Other models” in the manual."),
    QT_TRANSLATE_NOOP("Core", "{0}: it does not say what is needed ({1})."),
    QT_TRANSLATE_NOOP("Core", "{0}: PyTorch cannot read it ({1})."),
    QT_TRANSLATE_NOOP("Core", "{0}: this is no readable TorchScript file."),
    QT_TRANSLATE_NOOP("Core", "{0}: its program is too long to be looked through."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this TorchScript program is refused: it uses “{1}”, which is no known arithmetic "
        "of a network. Bring the weights as a state dict instead.",
    ),
    QT_TRANSLATE_NOOP("Core", "Reading it would run code."),
    QT_TRANSLATE_NOOP("Core", "Only tensors, plain values and numpy's numbers are read."),
    QT_TRANSLATE_NOOP(
        "Core",
        "Save the weights as a state dict: torch.save(network.state_dict(), path).",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: this file of weights is missing. Copy the whole folder again."),
    QT_TRANSLATE_NOOP("Core", "{0}: expected named weights, found {1}."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its weights do not fit the network that its configuration describes: {1} are "
        "absent and {2} unknown, such as {3}.",
    ),
    QT_TRANSLATE_NOOP("Core", "It asks for {0}."),
    QT_TRANSLATE_NOOP("Core", "{0}: this file is refused."),
    QT_TRANSLATE_NOOP("Core", "{0}: this is no readable file of PyTorch weights ({1})."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its weights do not fit the network that its configuration describes: {1}",
    ),
    QT_TRANSLATE_NOOP("Core", "{0}: two of its input channels ({1}) speak of the same sequence."),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its outputs ({1}) do not tell {2}. This program needs whole tumour (WT), tumour "
        "core (TC) and enhancing tumour (ET).",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its input channel “{1}” is none of T1, T1Gd, T2 and FLAIR. Only models of these "
        "four sequences can be brought.",
    ),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: its label “{1}” is none of necrotic core (NCR), oedema (ED) and enhancing tumour "
        "(ET), and this program has no other.",
    ),
    QT_TRANSLATE_NOOP("Core", "no sequence, or one twice"),
    QT_TRANSLATE_NOOP("Core", "an overlap outside of 0 to 0.9"),
    QT_TRANSLATE_NOOP("Core", "a region without output"),
    QT_TRANSLATE_NOOP("Core", "as many normalisations as no channels"),
    QT_TRANSLATE_NOOP("Core", "no network"),
    QT_TRANSLATE_NOOP("Core", "a mirrored axis that is none"),
    QT_TRANSLATE_NOOP("Core", "{0} are not three sizes"),
    QT_TRANSLATE_NOOP(
        "Core",
        "{0}: this model needs {1}; {2} is not there. Choose another model, or add the sequence.",
    ),
)

_SENTENCE = re.compile(r"\.( |$)")
"""What a template of a whole sentence has, and a phrase within one has not."""


_NUMBERS = re.compile(r"(?:(?:WT |TC |ET )?-?\d+(?:\.\d+)?(?:e[-+]\d+)?(?:, | × | / |$))+")
"""A part that is numbers and nothing else, such as “1.5”, “0.9 × 5.5” or “WT 0.87, TC 0.76”."""

_NAMED = re.compile(
    r"^\{0\}(?: (?:and|or) \{1\}$)?|“\{\d\}”|folders with images: \{\d\}|could be \{1\}: \{\d\}"
    r"|Series \{0\}|is series \{1\}"
)
"""Where a template names or quotes: a study, folder, file or series may be called “1.5”."""


def translated(text: str) -> str:
    """A sentence, or several on lines of their own, in the current language.

    What no template matches stays English: half a translation would be worse.
    """
    if current_language() is Language.ENGLISH:
        return text
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    pieces = re.split(r"(?<=\.) (?=[A-Z0-9])", text)
    said = [_matched(piece) for piece in pieces]
    if all(said):
        return " ".join(filter(None, said))
    return _matched(text) or text


def _matched(text: str) -> str | None:
    for template, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match is not None:
            named = {place for hit in _NAMED.findall(template) for place in re.findall(r"\d", hit)}
            parts = [_part(part, str(n) in named) for n, part in enumerate(match.groups())]
            return QCoreApplication.translate("Core", template).format(*parts)
    return None


def _part(part: str, named: bool) -> str:
    # A path is nobody's sentence, even where its folders are called so.
    if re.search(r"[/\\]", part) and not _NUMBERS.fullmatch(part):
        return part
    return _line(part) if named else spoken_numbers(_line(part))


def spoken_numbers(text: str) -> str:
    """Numbers of core with the decimal point of the current language; other texts as they are."""
    if current_language() is Language.ENGLISH or not _NUMBERS.fullmatch(text):
        return text
    return text.replace(".", spoken_locale().decimalPoint())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # The most telling first. Phrases such as “{0} and {1}” take no whole sentence apart.
    ordered = sorted(SENTENCES, key=_telling, reverse=True)
    patterns = [("" if _SENTENCE.search(t) else r"(?!.*\.$)") + pattern_of(t) for t in ordered]
    compiled = [re.compile(pattern, re.DOTALL) for pattern in patterns]
    return tuple(zip(ordered, compiled, strict=True))


def _telling(template: str) -> int:
    return len(re.sub(r"\{\d\}", "", template))


def pattern_of(template: str) -> str:
    """Regular expression that a sentence of this template matches, a group per part."""
    return re.sub(r"\\\{\d\\\}", "(.+?)", re.escape(template))
