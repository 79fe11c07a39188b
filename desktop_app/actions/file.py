"""Opening, exporting, leaving: rows of the action table."""

from __future__ import annotations

from desktop_app.actions.spec import ActionSpec, Menu, Need
from desktop_app.state.marking import QT_TRANSLATE_NOOP

FILE_ACTIONS = (
    ActionSpec(
        "open_folder",
        QT_TRANSLATE_NOOP("Actions", "&Open folder…"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Open the folder of one patient; its four sequences are recognised by their names.",
        ),
        Menu.FILE,
        shortcuts=("Ctrl+O",),
        icon="folder",
        need=Need.NOTHING,
        toolbar=True,
        short=QT_TRANSLATE_NOOP("Actions", "Open"),
    ),
    ActionSpec(
        "open_files",
        QT_TRANSLATE_NOOP("Actions", "Open &sequences…"),
        QT_TRANSLATE_NOOP("Actions", "Choose the file of each sequence in four slots."),
        Menu.FILE,
        shortcuts=("Ctrl+Shift+O",),
        icon="files",
        need=Need.NOTHING,
    ),
    ActionSpec(
        "open_stack",
        QT_TRANSLATE_NOOP("Actions", "Open s&tacked file…"),
        QT_TRANSLATE_NOOP("Actions", "Open one file that holds the four sequences as channels."),
        Menu.FILE,
        shortcuts=("Ctrl+Alt+O",),
        icon="stack",
        need=Need.NOTHING,
    ),
    ActionSpec(
        "open_demo",
        QT_TRANSLATE_NOOP("Actions", "Open &demo study"),
        QT_TRANSLATE_NOOP("Actions", "Open the synthetic study that comes with the program."),
        Menu.FILE,
        shortcuts=("Ctrl+D",),
        icon="demo",
        need=Need.NOTHING,
    ),
    ActionSpec(
        "axes",
        QT_TRANSLATE_NOOP("Actions", "A&xes of the file…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Turn the head of a file that does not say which way its axes run."
        ),
        Menu.FILE,
        need=Need.UNSAID_AXES,
    ),
    ActionSpec(
        "load_labels",
        QT_TRANSLATE_NOOP("Actions", "&Load label map…"),
        QT_TRANSLATE_NOOP("Actions", "Show a segmentation from a file on this study's grid."),
        Menu.FILE,
        shortcuts=("Ctrl+L",),
        icon="layers",
        need=Need.STUDY,
        separator=True,
    ),
    ActionSpec(
        "export_label_map",
        QT_TRANSLATE_NOOP("Actions", "Label map as &NIfTI…"),
        QT_TRANSLATE_NOOP("Actions", "Save the segmentation on the input's own grid."),
        Menu.EXPORT,
        shortcuts=("Ctrl+S",),
        icon="save",
        need=Need.LABELS,
        toolbar=True,
        short=QT_TRANSLATE_NOOP("Actions", "Export"),
    ),
    ActionSpec(
        "export_regions",
        QT_TRANSLATE_NOOP("Actions", "One file per &region…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Save whole tumour, tumour core and enhancing tumour as three files."
        ),
        Menu.EXPORT,
        shortcuts=("Ctrl+Alt+S",),
        need=Need.LABELS,
    ),
    ActionSpec(
        "export_probabilities",
        QT_TRANSLATE_NOOP("Actions", "&Probability maps…"),
        QT_TRANSLATE_NOOP("Actions", "Save the model's probability of each region."),
        Menu.EXPORT,
        need=Need.PROBABILITIES,
    ),
    ActionSpec(
        "export_segmentation_object",
        QT_TRANSLATE_NOOP("Actions", "&DICOM segmentation (SEG)…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Save the segmentation as a DICOM object that refers to the source images."
        ),
        Menu.EXPORT,
        need=Need.LABELS,
        separator=True,
    ),
    ActionSpec(
        "export_structure_set",
        QT_TRANSLATE_NOOP("Actions", "R&T structure set…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Save contours as planning systems for radiotherapy read them."
        ),
        Menu.EXPORT,
        need=Need.LABELS,
    ),
    ActionSpec(
        "export_aligned",
        QT_TRANSLATE_NOOP("Actions", "Aligned sequences and trans&forms…"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Save every sequence on the reference's grid, and the transforms that bring it there.",
        ),
        Menu.EXPORT,
        need=Need.STUDY,
    ),
    ActionSpec(
        "export_view",
        QT_TRANSLATE_NOOP("Actions", "Current &view as picture…"),
        QT_TRANSLATE_NOOP("Actions", "Save the active view as PNG at a scale of your choice."),
        Menu.EXPORT,
        shortcuts=("Ctrl+E",),
        icon="camera",
        separator=True,
    ),
    ActionSpec(
        "export_all_views",
        QT_TRANSLATE_NOOP("Actions", "&All views as picture…"),
        QT_TRANSLATE_NOOP("Actions", "Save every view as one PNG at a scale of your choice."),
        Menu.EXPORT,
        shortcuts=("Ctrl+Shift+E",),
    ),
    ActionSpec(
        "export_measurements",
        QT_TRANSLATE_NOOP("Actions", "&Measurements as CSV…"),
        QT_TRANSLATE_NOOP("Actions", "Save the table of volumes and diameters."),
        Menu.EXPORT,
        shortcuts=("Ctrl+M",),
        icon="table",
        need=Need.LABELS,
        separator=True,
    ),
    ActionSpec(
        "report",
        QT_TRANSLATE_NOOP("Actions", "R&eport…"),
        QT_TRANSLATE_NOOP("Actions", "Write a report of one page or more, as PDF or HTML."),
        Menu.EXPORT,
        shortcuts=("Ctrl+Shift+P",),
        icon="table",
        need=Need.LABELS,
        separator=True,
    ),
    ActionSpec(
        "open_session",
        QT_TRANSLATE_NOOP("Actions", "Open saved &work…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Open a study with results, corrections, marks and view as they were saved."
        ),
        Menu.FILE,
        need=Need.NOTHING,
        separator=True,
    ),
    ActionSpec(
        "save_session",
        QT_TRANSLATE_NOOP("Actions", "Sa&ve work…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Save results, corrections, marks and view of this study in one file."
        ),
        Menu.FILE,
        shortcuts=("Ctrl+Shift+S",),
        need=Need.STUDY,
    ),
    ActionSpec(
        "kept_work",
        QT_TRANSLATE_NOOP("Actions", "Go on with &kept work"),
        QT_TRANSLATE_NOOP(
            "Actions", "Bring back the work on this study that the program kept by itself."
        ),
        Menu.FILE,
        need=Need.IDLE_STUDY,
    ),
    ActionSpec(
        "clear_recent",
        QT_TRANSLATE_NOOP("Actions", "&Forget recent studies"),
        QT_TRANSLATE_NOOP(
            "Actions", "Empty the list of recent studies, and remove their small pictures."
        ),
        Menu.FILE,
        need=Need.NOTHING,
    ),
    ActionSpec(
        "settings",
        QT_TRANSLATE_NOOP("Actions", "Settin&gs…"),
        QT_TRANSLATE_NOOP("Actions", "Language, theme, orientation, threads and defaults."),
        Menu.FILE,
        shortcuts=("Ctrl+,",),
        icon="settings",
        need=Need.NOTHING,
        separator=True,
    ),
    ActionSpec(
        "close_study",
        QT_TRANSLATE_NOOP("Actions", "&Close study"),
        QT_TRANSLATE_NOOP("Actions", "Close the study and return to the start page."),
        Menu.FILE,
        shortcuts=("Ctrl+W",),
        icon="close",
    ),
    ActionSpec(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "&Quit"),
        QT_TRANSLATE_NOOP("Actions", "Leave the program."),
        Menu.FILE,
        shortcuts=("Ctrl+Q",),
        need=Need.NOTHING,
    ),
)
