"""Reading one NIfTI file into a volume, with a sentence for everything that can be wrong.

The file is recognised by its bytes, never by its name. The header is judged before any
memory is taken, so a header that claims the impossible costs nothing. Compressed files
are read with isal, which takes half of gzip's time
(pypi.org/project/isal; ``benchmarks/reading.py`` prints it).
"""

from __future__ import annotations

import bz2
import errno
import gzip
import math
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.errors import GeometryError, ReadingError
from core.files.file_kinds import BZIP2_MAGIC, GZIP_MAGIC, describe
from core.files.gzip_members import open_members
from core.files.header_repairs import settle
from core.machine import memory_gb
from core.space.affine import Affine, require_usable
from core.studies.study import Volume
from core.unfolding import MOST_DEFLATE_RATIO

_T = TypeVar("_T")

MAX_VOXELS = 2**29
"""1024 × 1024 × 512. A clinical head study has a tenth of it; four such volumes of int16
fill 4 GB."""

_PLACE_ASSUMED = b"axes assumed: "
"""How the description of a header begins whose affine the file does not state."""

_MAX_MM = 1e5
"""A hundred metres from the scanner's centre."""

_SMALLEST_FLOAT32 = 1e-30
"""Values of less lose digits in 32 bits."""

_READ_BYTES = 2**18
"""Read at a time. The decompressed bytes are copied once more, under Python's lock: a whole
volume's would hold up every other thread, and need twice its memory."""

_MOST_FRONT_SKIPPED = 2**28
"""Extensions before the values; a compressed file may claim far more than it took to write."""

_MOST_OF_MEMORY = 0.75
"""What a file may claim of this computer's memory: nothing is gained by letting the system end the
program for it."""

_EXTENSION_MARK = 4
"""Bytes that follow the header and announce extensions (nifti.nimh.nih.gov, NIfTI-1)."""

_MOST_FRONT_BYTES = 2**20
"""What is read of a header's extensions; a file may claim any length."""

_HEADERS: dict[int, type[nib.Nifti1Header]] = {348: nib.Nifti1Header, 540: nib.Nifti2Header}


def read_volume(path: Path) -> Volume:
    """Read one 3-D NIfTI file, ``.nii`` or compressed.

    Integers stay integers unless the header scales them; scaled values and 64-bit floats
    become float32. Trailing axes of length one are dropped.

    Raises:
        ReadingError: not a readable 3-D NIfTI file; the sentence says what it is instead.
        GeometryError: the affine is unusable.
    """
    data, header = read_array(path, require_3d)
    return Volume(data, header_affine(header, path), header, path)


def read_array(path: Path, accept: Any) -> tuple[npt.NDArray[Any], nib.Nifti1Header]:
    """Read a NIfTI file's values and header, of any number of axes.

    Args:
        path: the file.
        accept: called with (path, shape) before the values are read; raises to refuse.

    Returns:
        The scaled values, unit axes beyond the third dropped, and the header.

    Raises:
        ReadingError: not a readable NIfTI file.
    """
    values, header = read_stored(path, accept)
    return _scaled(values, header), header


def read_stored(path: Path, accept: Any) -> tuple[npt.NDArray[Any], nib.Nifti1Header]:
    """Read a NIfTI file's numbers as they are stored, unscaled; otherwise :func:`read_array`."""

    def read(stream: IO[bytes]) -> tuple[npt.NDArray[Any], nib.Nifti1Header]:
        header = _read_header(stream, path)
        shape = image_shape(header)
        accept(path, shape)
        _require_plausible(header, path)
        return _read_values(stream, header, path).reshape(shape, order="F"), header

    return _from_stream(path, read)


def read_header(path: Path) -> nib.Nifti1Header:
    """Read the header alone, for listing what a file is.

    Raises:
        ReadingError: not a NIfTI file.
    """
    return _from_stream(path, lambda stream: _read_header(stream, path))


def read_front(path: Path) -> tuple[nib.Nifti1Header, bytes]:
    """The header, and the bytes up to the values, where extensions stand.

    Raises:
        ReadingError: not a NIfTI file.
    """

    def read(stream: IO[bytes]) -> tuple[nib.Nifti1Header, bytes]:
        header = _read_header(stream, path)
        stream.seek(0)
        return header, stream.read(min(int(header["vox_offset"]), _MOST_FRONT_BYTES))

    return _from_stream(path, read)


def image_shape(header: nib.Nifti1Header) -> tuple[int, ...]:
    """The header's shape without axes of length one beyond the third.

    Vectors lie along the fifth axis by the standard, and ITK writes them so: (i, j, k, 1, n).
    """
    shape = tuple(int(n) for n in header.get_data_shape())
    return shape[:3] + tuple(n for n in shape[3:] if n != 1)


def header_affine(header: nib.Nifti1Header, path: Path) -> Affine:
    """The affine that counts: the sform if it is set, else the qform, else the spacing.

    Raises:
        ReadingError: the spacing is zero or not a number and no sform replaces it.
        GeometryError: the affine is not finite or singular.
    """
    spacing = np.asarray(header["pixdim"][1:4], float)
    if int(header["sform_code"]) == 0 and not (np.isfinite(spacing).all() and spacing.all()):
        raise ReadingError(
            f"{path}: its header gives a voxel size of {_times(spacing.tolist())} mm, which cannot "
            "be. Convert the series again from DICOM, for example with dcm2niix."
        )
    try:
        affine = np.asarray(header.get_best_affine(), float)
    except (ValueError, nib.spatialimages.HeaderDataError) as error:
        raise ReadingError(
            f"{path}: its header does not say where the voxels lie ({error}). Convert the series "
            "again from DICOM, for example with dcm2niix."
        ) from error
    require_usable(affine, str(path))
    if np.abs(affine).max() > _MAX_MM or np.isnan(nib.orientations.io_orientation(affine)).any():
        raise GeometryError(
            f"{path}: its affine puts voxels where no scanner is, or all axes along one. Convert "
            "the series again from DICOM, for example with dcm2niix."
        )
    return affine


def states_place(header: nib.Nifti1Header) -> bool:
    """Whether the file itself says which way its axes run."""
    coded = int(header["qform_code"]) > 0 or int(header["sform_code"]) > 0
    return coded and not is_assumed(header)


def assumed_header(
    data: npt.NDArray[Any], affine: Affine, axes: str | None = None
) -> nib.Nifti1Header:
    """A header for an array that came without one.

    Args:
        data: shape (i, j, k).
        affine: where its voxels are taken to lie.
        axes: what is assumed of them, in up to 60 letters; None where the caller knows the place.
    """
    header = nib.Nifti1Header()
    header.set_data_shape(data.shape)
    header.set_data_dtype(data.dtype)
    header.set_xyzt_units("mm")
    header.set_qform(affine, 1)
    header.set_sform(affine, 1)
    if axes is not None:
        header["descrip"] = _PLACE_ASSUMED + axes.encode("ascii")
    return header


def is_assumed(header: nib.Nifti1Header) -> bool:
    """Whether a header was made by :func:`assumed_header`, for axes that nobody knows."""
    return bytes(header["descrip"]).startswith(_PLACE_ASSUMED)


def file_affine(volume: Volume) -> Affine:
    """Where other programs put a volume's voxels, which is where results of it belong.

    The same as ``volume.affine``, unless the file states no place, or the identity for want of
    one, and another was taken for it here.
    """
    header = volume.header
    if volume.path is None or is_assumed(header):
        return volume.affine
    own: Affine = np.asarray(header.get_best_affine(), float)
    return volume.affine if states_place(header) and not np.array_equal(own, np.eye(4)) else own


def require_3d(path: Path, shape: tuple[int, ...]) -> None:
    """Refuse every shape that is not a volume.

    Raises:
        ReadingError: says what the shape is instead and what to do.
    """
    found = _times(shape)
    if len(shape) == 4 and shape[0] == 1 and 1 not in shape[1:]:
        raise ReadingError(
            f"{path}: expected a volume, found one behind an axis of length one ({found}), so that "
            "its header places other axes than its own. Save it again without that axis, as "
            "numpy's squeeze does, with the affine of the scan it came from."
        )
    if len(shape) < 3 or 1 in shape[:3]:
        raise ReadingError(
            f"{path}: expected a volume of many slices, found a single 2-D image ({found} voxels). "
            "Choose the file that holds the whole series."
        )
    if len(shape) == 4 and 4 in (shape[0], shape[3]):
        raise ReadingError(
            f"{path}: expected one sequence, found four stacked in one file ({found}). Open it as "
            "a stacked file and say the order of its sequences."
        )
    if len(shape) > 3:
        raise ReadingError(
            f"{path}: expected one 3-D volume, found {found}: a series over time or directions. "
            "Choose the file of a single T1, T1Gd, T2 or FLAIR volume."
        )


def _from_stream(path: Path, read: Callable[[IO[bytes]], _T]) -> _T:
    """Give what ``read`` makes of the file's plain bytes.

    Raises:
        ReadingError: the file cannot be opened, is damaged or cut short.
    """
    try:
        try:
            with _opened(path) as stream:
                return read(stream)
        except (gzip.BadGzipFile, EOFError) as error:
            # Whole data that something follows, perhaps, which this reader takes for more of them.
            if not _start(path).startswith(GZIP_MAGIC) or str(error).startswith("CRC"):
                raise
            with open_members(path) as stream:
                return read(stream)
    except (EOFError, OSError) as error:
        raise unreadable(path, error) from error
    except Exception as error:
        if not _is_isals(error):
            raise
        raise unreadable(path, OSError(str(error))) from error


def _is_isals(error: Exception) -> bool:
    """Whether isal says that compressed data are damaged; it has a type of its own for some."""
    from isal.igzip_lib import IsalError

    return isinstance(error, IsalError)  # type: ignore[arg-type]  # its stub gives an instance


def _start(path: Path) -> bytes:
    """The bytes by which compressed files are told."""
    with path.open("rb") as raw:
        return raw.read(max(len(GZIP_MAGIC), len(BZIP2_MAGIC)))


def _opened(path: Path) -> IO[bytes]:
    """Open for reading the plain bytes, decompressed where the file is compressed."""
    if path.is_dir():
        raise ReadingError(f"{path}: expected a NIfTI file, found a folder.")
    if path.exists() and not path.is_file():
        raise ReadingError(f"{path}: expected a NIfTI file, found a device or a pipe.")
    start = _start(path)
    if start == BZIP2_MAGIC:
        return bz2.open(path, "rb")
    if not start.startswith(GZIP_MAGIC):
        return path.open("rb")
    from isal import igzip

    stream: IO[bytes] = igzip.open(path, "rb")
    return stream


def _read_header(stream: IO[bytes], path: Path) -> nib.Nifti1Header:
    start = stream.read(348)
    if len(start) < 348:
        raise ReadingError(f"{path}: {describe(start)}, not a NIfTI file. Choose the NIfTI file.")
    for endian in "<>":
        kind = _HEADERS.get(int(np.frombuffer(start, f"{endian}i4", 1)[0]))
        if kind is None:
            continue
        block = start + stream.read(kind.template_dtype.itemsize - len(start))
        if len(block) < kind.template_dtype.itemsize:
            raise EOFError("its header is incomplete")
        header = kind(block, endianness=endian, check=False)
        _require_single_file(header, path)
        settle(header)
        return header
    raise ReadingError(
        f"{path}: {describe(start)}, not a NIfTI file. Choose a .nii or .nii.gz file; DICOM series "
        "are converted with dcm2niix."
    )


def _require_single_file(header: nib.Nifti1Header, path: Path) -> None:
    magic = bytes(header["magic"])
    if magic.startswith((b"ni1", b"ni2")):
        raise ReadingError(
            f"{path}: it is one half of a header-and-image pair (.hdr and .img). Convert the pair "
            "to one .nii.gz file."
        )
    if not magic.startswith((b"n+1", b"n+2")):
        raise ReadingError(
            f"{path}: it lacks NIfTI's mark, so it may be an old Analyze file, which does not say "
            "left from right. Convert the series again from DICOM, for example with dcm2niix."
        )
    axes, start = int(header["dim"][0]), float(header["vox_offset"])
    if not 0 <= start <= _MOST_FRONT_SKIPPED:
        raise ReadingError(f"{path}: its header puts the values at byte {start:g}: impossible.")
    first = header.sizeof_hdr + _EXTENSION_MARK
    # 0 is what some write who mean: right after the header.
    if 0 < start < first:
        raise ReadingError(
            f"{path}: its header puts the values at byte {start:g}, which lies within the header "
            f"itself (it takes {first} bytes). The header is damaged: convert the series again "
            "from DICOM, for example with dcm2niix."
        )
    if not 1 <= axes <= 7 or (header["dim"][1 : axes + 1] < 1).any():
        raise ReadingError(
            f"{path}: its header gives {header['dim'].tolist()} as its dimensions, which cannot be."
        )


def _require_plausible(header: nib.Nifti1Header, path: Path) -> None:
    """Refuse, before memory is taken, what cannot be in a file of this size."""
    try:
        dtype = header.get_data_dtype()
    except KeyError as error:  # nibabel looks the code up in a table
        raise ReadingError(f"{path}: its data type is unknown (NIfTI code {error}).") from error
    require_scalar(dtype, path)
    shape = image_shape(header)
    voxels = require_size(shape, path)
    require_bytes(int(header["vox_offset"]) + voxels * dtype.itemsize, shape, path)


def require_bytes(needed: int, shape: tuple[int, ...], path: Path) -> None:
    """Refuse, by the sizes alone, values that a file cannot hold or this computer not take.

    Args:
        needed: bytes before and of the values, unpacked.
        shape: for the sentence.
        path: plain or compressed.

    Raises:
        ReadingError: the file is too small for them even if it is compressed as far as can be, or
            they would fill this computer's memory.
    """
    size, start = path.stat().st_size, _start(path)
    most = size * MOST_DEFLATE_RATIO if start.startswith(GZIP_MAGIC) else size
    # bzip2 shrinks without bound, so that its size says nothing; MAX_VOXELS does.
    if needed > most and start != BZIP2_MAGIC:
        raise ReadingError(
            f"{path}: its header claims {_times(shape)} voxels, which need {needed} bytes, but "
            f"the file has only {size}. It is cut short: copy or download it again."
        )
    memory = memory_gb()
    if memory is not None and needed > _MOST_OF_MEMORY * memory * 1e9:
        raise ReadingError(
            f"{path}: its header claims {_times(shape)} voxels, which need {needed / 1e9:.1f} GB, "
            f"and this computer has {memory:.1f} GB of memory. The header is damaged, or the file "
            "is to be opened on a larger computer."
        )


def require_scalar(dtype: np.dtype[Any], path: Path) -> None:
    """Refuse data types that do not hold one real number a voxel.

    Raises:
        ReadingError: colours, complex numbers, objects, long doubles.
    """
    if dtype.kind in "iuf" and dtype.itemsize <= 8:
        return
    found = {"c": "complex numbers", "V": "colours"}.get(dtype.kind, f"values of type {dtype}")
    raise ReadingError(
        f"{path}: expected one number per voxel, found {found}. Export the series as plain grey "
        "values."
    )


def require_size(shape: tuple[int, ...], path: Path) -> int:
    """Refuse absurd sizes; gives the number of voxels.

    Raises:
        ReadingError: more than :data:`MAX_VOXELS` voxels a channel.
    """
    # Python integers: the product of seven int16 overflows numpy's.
    voxels = math.prod(int(n) for n in shape)
    if voxels < 1:
        raise ReadingError(f"{path}: it holds no voxels ({_times(shape)}).")
    if math.prod(int(n) for n in sorted(shape)[-3:]) > MAX_VOXELS or voxels > 8 * MAX_VOXELS:
        raise ReadingError(
            f"{path}: its header claims {_times(shape)} voxels, more than the {MAX_VOXELS} that "
            "this program opens; no head scan is that large. The header is damaged, or the file "
            "is not a scan."
        )
    return voxels


def _read_values(stream: IO[bytes], header: nib.Nifti1Header, path: Path) -> npt.NDArray[Any]:
    """Read the stored numbers, flat, in the machine's byte order."""
    dtype = header.get_data_dtype()
    stream.seek(max(int(header["vox_offset"]), header.sizeof_hdr + _EXTENSION_MARK))
    count = int(np.prod(header.get_data_shape(), dtype=np.int64))
    values = np.empty(count, dtype)
    target = values.view(np.uint8)
    done = 0
    while done < target.size:
        part = target[done : done + _READ_BYTES]
        step = stream.readinto(part)  # type: ignore[attr-defined]
        if not step:
            raise EOFError(f"{done} of {target.size} bytes are there")
        done += step
    # Only at its end does a gzip stream compare its checksum.
    stream.read(1)
    return values.astype(dtype.newbyteorder("="), copy=False)


def _scaled(values: npt.NDArray[Any], header: nib.Nifti1Header) -> npt.NDArray[Any]:
    slope, inter = float(header["scl_slope"]), float(header["scl_inter"])
    if slope != 0.0 and np.isfinite(slope) and (slope, inter) != (1.0, 0.0):
        inter = inter if np.isfinite(inter) else 0.0
        with np.errstate(over="ignore", invalid="ignore"):  # which the check reports
            scaled = np.asarray(values * np.float32(slope), np.float32)
            scaled += np.float32(inter)
        return scaled
    return narrowed(values)


def narrowed(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Bring 64-bit floats to 32 and 64-bit integers to 32 where they fit; else as it is."""
    if values.dtype == np.float64:
        with np.errstate(over="ignore", under="ignore"):
            narrow = values.astype(np.float32)
        # Past 1e38 they would become infinite, and under 1e-38 nothing; the check scales them.
        top = np.abs(narrow).max(initial=0.0)
        whole = _SMALLEST_FLOAT32 < top < np.inf or not values.any()
        return narrow if whole or np.isnan(top) else values
    if values.dtype.itemsize == 8 and values.min() >= -(2**31) and values.max() < 2**31:
        return values.astype(np.int32)
    return values


def unreadable(path: Path, error: OSError | EOFError) -> ReadingError:
    """Give a sentence for what the operating system or the decompressor said."""
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        text = _dangling(path)
    elif isinstance(error, OSError) and error.errno == errno.ELOOP:
        text = "it is a link that leads back to itself. Copy the file itself here"
    elif isinstance(error, FileNotFoundError):
        text = "there is no such file. Check the path"
    elif isinstance(error, PermissionError):
        text = "no permission to read it. Ask its owner, or copy it to a folder of your own"
    elif isinstance(error, EOFError):
        text = f"it is cut short ({error}). Copy or download it again"
    elif error.errno is None:
        text = f"its compressed data are damaged ({error}). Copy or download it again"
    else:
        text = f"it could not be read ({error.strerror})"
    return ReadingError(f"{path}: {text}.")


def _dangling(path: Path) -> str:
    target = path.readlink()
    if "annex" in target.parts:
        return (
            "its content is in a git-annex and not on this machine. Bring it with “git annex get” "
            "or “datalad get”"
        )
    return f"it is a link to {target}, which is not there. Copy the file itself here"


def _times(numbers: Any) -> str:
    return " × ".join(f"{n:g}" for n in numbers)
