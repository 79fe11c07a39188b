"""Takes the patient out of an object: PS3.15, Basic Application Level Confidentiality Profile.

The objects hold little that came from the source images (:mod:`core.dicom_results.source_images`);
this is the part of the profile's table E.1-1 that meets it, and all UIDs. Texts stay: the program
wrote them and they name nobody, which is the Clean Descriptors option.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from core.dicom.library import quiet_pydicom

if TYPE_CHECKING:
    from pydicom import DataElement, Dataset

NAME = "ANONYMOUS"

_REMOVED = frozenset(
    {"IssuerOfPatientID", "PatientAge", "StudyDescription", "InstanceCreationDate",
     "InstanceCreationTime", "ContributingEquipmentSequence"}
)  # fmt: skip
_EMPTIED = frozenset(
    {"PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyID", "AccessionNumber",
     "ReferringPhysicianName", "OperatorsName", "StructureSetDate", "StructureSetTime",
     "PositionReferenceIndicator"}
)  # fmt: skip
"""They must be there, but may be empty."""

_REPLACED = {"ContentDate": "19000101", "ContentTime": "000000", "PatientName": NAME}
"""They may not be empty, or show better with a word in them."""

_STANDARDS_OWN = "1.2.840.10008."
"""UIDs that name kinds of things, not things."""

_CODES = (
    ("113100", "Basic Application Confidentiality Profile"),
    ("113105", "Clean Descriptors Option"),
)


def deidentified(made: Dataset) -> Dataset:
    """The object without what tells whose it is; changed in place.

    UIDs and the patient's identifier are replaced by others that follow from them and from a key
    that is drawn at random when the program starts: alike in all objects of one run, so that they
    still belong together, and not to be traced back later by anyone.
    """
    made.remove_private_tags()
    made.PatientID = f"ANON-{_keyed(str(made.get('PatientID', '')))[:4].hex().upper()}"
    made.walk(_clean_once())
    for keyword in _REMOVED:
        if keyword in made:
            delattr(made, keyword)
    made.file_meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID
    made.PatientIdentityRemoved = "YES"
    made.LongitudinalTemporalInformationModified = "REMOVED"
    made.DeidentificationMethod = "Gliovista, PS3.15 basic profile, clean descriptors"
    made.DeidentificationMethodCodeSequence = [_code(*code) for code in _CODES]
    return made


def _clean_once() -> Callable[[Dataset, DataElement], None]:
    """What is done to each element; one item may stand in several sequences."""
    done: set[int] = set()

    def clean(within: Dataset, element: DataElement) -> None:
        del within
        if id(element) in done:
            return
        done.add(id(element))
        if element.keyword in _EMPTIED:
            element.value = ""
        elif element.keyword in _REPLACED:
            element.value = _REPLACED[element.keyword]
        elif element.VR == "UI" and not str(element.value).startswith(_STANDARDS_OWN):
            element.value = _other_uid(str(element.value))

    return clean


def _other_uid(uid: str) -> str:
    return f"2.25.{uuid.UUID(bytes=_keyed(uid)[:16], version=4).int}"


def _keyed(text: str) -> bytes:
    return hmac.digest(_key(), text.encode(), hashlib.sha256)


@cache
def _key() -> bytes:
    return secrets.token_bytes(32)


def _code(value: str, meaning: str) -> Dataset:
    made: Dataset = quiet_pydicom().Dataset()
    made.CodeValue, made.CodingSchemeDesignator, made.CodeMeaning = value, "DCM", meaning
    return made
