; Inno Setup script: iscc resources\installers\windows.iss, after dist\gliovista was built.
; For one user, without an administrator's rights. No file type is taken from another program:
; Gliovista stands in "Open with", and becomes the default only where the box is ticked.
#ifndef Version
  #define Version "0.1.0"
#endif
#define Root "..\.."

[Setup]
AppId={{7E0A3C1E-5C0B-4D0E-9B57-6A1F2C8D4E93}
AppName=Gliovista
AppVersion={#Version}
AppPublisher=Gliovista
DefaultDirName={autopf}\Gliovista
DefaultGroupName=Gliovista
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir={#Root}\dist
OutputBaseFilename=gliovista-{#Version}-windows-x64
SetupIconFile=gliovista.ico
UninstallDisplayIcon={app}\gliovistaw.exe
Compression=lzma2/fast
SolidCompression=yes
ChangesAssociations=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"

[CustomMessages]
en.Associate=Open .nii and .nii.gz files with Gliovista
es.Associate=Abrir los archivos .nii y .nii.gz con Gliovista
en.SelfTest=Test this installation now (up to a minute)
es.SelfTest=Comprobar ahora esta instalación (hasta un minuto)

[Tasks]
Name: desktopicon; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: associate; Description: "{cm:Associate}"; Flags: unchecked

[Files]
Source: "{#Root}\dist\gliovista\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Gliovista"; Filename: "{app}\gliovistaw.exe"
Name: "{autodesktop}\Gliovista"; Filename: "{app}\gliovistaw.exe"; Tasks: desktopicon

[Registry]
; What is offered under "Open with"; Windows knows endings of one part, so .nii.gz counts as .gz.
Root: HKA; Subkey: "Software\Classes\Gliovista.Volume"; ValueType: string; ValueData: "NIfTI volume"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Gliovista.Volume\DefaultIcon"; ValueType: string; ValueData: "{app}\gliovistaw.exe,0"
Root: HKA; Subkey: "Software\Classes\Gliovista.Volume\shell\open\command"; ValueType: string; ValueData: """{app}\gliovistaw.exe"" ""%1"""
Root: HKA; Subkey: "Software\Classes\.nii\OpenWithProgids"; ValueType: string; ValueName: "Gliovista.Volume"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.gz\OpenWithProgids"; ValueType: string; ValueName: "Gliovista.Volume"; ValueData: ""; Flags: uninsdeletevalue
; Only .nii may become the default: .gz belongs to archives.
Root: HKA; Subkey: "Software\Classes\.nii"; ValueType: string; ValueData: "Gliovista.Volume"; Flags: uninsdeletevalue; Tasks: associate

[Run]
Filename: "{app}\gliovista.exe"; Parameters: "--self-test"; Description: "{cm:SelfTest}"; Flags: postinstall unchecked skipifsilent
Filename: "{app}\gliovistaw.exe"; Description: "{cm:LaunchProgram,Gliovista}"; Flags: postinstall nowait skipifsilent
