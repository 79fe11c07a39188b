<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Gliovista</source>
        <translation>Acerca de Gliovista</translation>
    </message>
    <message>
        <source>All else, in English</source>
        <translation>Todo lo demás, en inglés</translation>
    </message>
    <message>
        <source>Averaged with, in Accurate</source>
        <translation>En modo Preciso se promedia con</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrada</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licencia</translation>
    </message>
    <message>
        <source>Licences of their images</source>
        <translation>Licencias de sus imágenes</translation>
    </message>
    <message>
        <source>Mean Dice on held-out patients, Accurate</source>
        <translation>Dice medio en pacientes no vistos, Preciso</translation>
    </message>
    <message>
        <source>Mean Dice on held-out patients, Fast</source>
        <translation>Dice medio en pacientes no vistos, Rápido</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>No model package was found.</source>
        <translation>No se encontró ningún modelo.</translation>
    </message>
    <message>
        <source>Patients it learnt from</source>
        <translation>Pacientes con los que aprendió</translation>
    </message>
    <message>
        <source>Property</source>
        <translation>Propiedad</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>Espaciado</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>in its licence file</source>
        <translation>en su archivo de licencia</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>&amp;3-D view…</source>
        <translation>Vista &amp;3D…</translation>
    </message>
    <message>
        <source>&amp;About Gliovista…</source>
        <translation>&amp;Acerca de Gliovista…</translation>
    </message>
    <message>
        <source>&amp;Add a time point…</source>
        <translation>&amp;Añadir un momento…</translation>
    </message>
    <message>
        <source>&amp;All views as picture…</source>
        <translation>&amp;Todas las vistas como imagen…</translation>
    </message>
    <message>
        <source>&amp;Annotations</source>
        <translation>A&amp;notaciones</translation>
    </message>
    <message>
        <source>&amp;Atlas structures</source>
        <translation>Estructuras del &amp;atlas</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>&amp;Automático</translation>
    </message>
    <message>
        <source>&amp;Axial</source>
        <translation>&amp;Axial</translation>
    </message>
    <message>
        <source>&amp;Back to the uncorrected result</source>
        <translation>Vo&amp;lver al resultado sin corregir</translation>
    </message>
    <message>
        <source>&amp;Borders of doubt</source>
        <translation>&amp;Bordes de la duda</translation>
    </message>
    <message>
        <source>&amp;Cancel, or put the tool away</source>
        <translation>&amp;Cancelar, o dejar la herramienta</translation>
    </message>
    <message>
        <source>&amp;Click to correct in 3-D</source>
        <translation>&amp;Corregir en 3D con un clic</translation>
    </message>
    <message>
        <source>&amp;Close study</source>
        <translation>&amp;Cerrar estudio</translation>
    </message>
    <message>
        <source>&amp;Copy diagnostics</source>
        <translation>&amp;Copiar diagnóstico</translation>
    </message>
    <message>
        <source>&amp;Copy measurements</source>
        <translation>&amp;Copiar medidas</translation>
    </message>
    <message>
        <source>&amp;Coronal</source>
        <translation>C&amp;oronal</translation>
    </message>
    <message>
        <source>&amp;Correct with the brush</source>
        <translation>&amp;Corregir con el pincel</translation>
    </message>
    <message>
        <source>&amp;Cursor lines</source>
        <translation>&amp;Líneas del cursor</translation>
    </message>
    <message>
        <source>&amp;DICOM segmentation (SEG)…</source>
        <translation>Segmentación &amp;DICOM (SEG)…</translation>
    </message>
    <message>
        <source>&amp;Delete what was measured</source>
        <translation>&amp;Borrar lo medido</translation>
    </message>
    <message>
        <source>&amp;Drop what was clicked</source>
        <translation>&amp;Descartar los clics</translation>
    </message>
    <message>
        <source>&amp;Ellipse</source>
        <translation>&amp;Elipse</translation>
    </message>
    <message>
        <source>&amp;Enhancing tumour</source>
        <translation>Tumor con &amp;realce</translation>
    </message>
    <message>
        <source>&amp;Export the course as CSV…</source>
        <translation>&amp;Exportar el curso como CSV…</translation>
    </message>
    <message>
        <source>&amp;Fill at the cursor</source>
        <translation>&amp;Rellenar en el cursor</translation>
    </message>
    <message>
        <source>&amp;First slice</source>
        <translation>&amp;Primer corte</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>&amp;Ajustar a la ventana</translation>
    </message>
    <message>
        <source>&amp;Flick in place</source>
        <translation>A&amp;lternar en el lugar</translation>
    </message>
    <message>
        <source>&amp;Forget recent studies</source>
        <translation>&amp;Olvidar estudios recientes</translation>
    </message>
    <message>
        <source>&amp;Four sequences</source>
        <translation>&amp;Cuatro secuencias</translation>
    </message>
    <message>
        <source>&amp;Free-hand area</source>
        <translation>Área a mano al&amp;zada</translation>
    </message>
    <message>
        <source>&amp;Full range</source>
        <translation>&amp;Rango completo</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>Alto &amp;contraste</translation>
    </message>
    <message>
        <source>&amp;Invert grey</source>
        <translation>&amp;Invertir grises</translation>
    </message>
    <message>
        <source>&amp;Keep what was clicked</source>
        <translation>&amp;Aceptar los clics</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>A&amp;tajos de teclado…</translation>
    </message>
    <message>
        <source>&amp;Larger brush</source>
        <translation>Pincel más &amp;grande</translation>
    </message>
    <message>
        <source>&amp;Last slice</source>
        <translation>&amp;Último corte</translation>
    </message>
    <message>
        <source>&amp;Legend…</source>
        <translation>&amp;Leyenda…</translation>
    </message>
    <message>
        <source>&amp;Less opaque</source>
        <translation>Men&amp;os opaco</translation>
    </message>
    <message>
        <source>&amp;Load label map…</source>
        <translation>Cargar &amp;mapa de etiquetas…</translation>
    </message>
    <message>
        <source>&amp;Measurements as CSV…</source>
        <translation>&amp;Medidas como CSV…</translation>
    </message>
    <message>
        <source>&amp;Midline shift</source>
        <translation>Desviación de la línea &amp;media</translation>
    </message>
    <message>
        <source>&amp;More opaque</source>
        <translation>&amp;Más opaco</translation>
    </message>
    <message>
        <source>&amp;Necrotic core</source>
        <translation>&amp;Núcleo necrótico</translation>
    </message>
    <message>
        <source>&amp;New trajectory</source>
        <translation>&amp;Nueva trayectoria</translation>
    </message>
    <message>
        <source>&amp;Next result</source>
        <translation>Resultado siguie&amp;nte</translation>
    </message>
    <message>
        <source>&amp;Next slice</source>
        <translation>Corte &amp;siguiente</translation>
    </message>
    <message>
        <source>&amp;Next time point beside</source>
        <translation>Si&amp;guiente momento al lado</translation>
    </message>
    <message>
        <source>&amp;One large view</source>
        <translation>&amp;Una vista grande</translation>
    </message>
    <message>
        <source>&amp;Open folder…</source>
        <translation>&amp;Abrir carpeta…</translation>
    </message>
    <message>
        <source>&amp;Open the one beside</source>
        <translation>A&amp;brir el de al lado</translation>
    </message>
    <message>
        <source>&amp;Paint at the cursor</source>
        <translation>Pin&amp;tar en el cursor</translation>
    </message>
    <message>
        <source>&amp;Paint the doubt</source>
        <translation>&amp;Pintar la duda</translation>
    </message>
    <message>
        <source>&amp;Previous result</source>
        <translation>Resultado pre&amp;vio</translation>
    </message>
    <message>
        <source>&amp;Previous slice</source>
        <translation>Corte &amp;anterior</translation>
    </message>
    <message>
        <source>&amp;Probability maps…</source>
        <translation>Mapas de &amp;probabilidad…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>&amp;Radiological orientation</source>
        <translation>Orientación &amp;radiológica</translation>
    </message>
    <message>
        <source>&amp;Remove compared label map</source>
        <translation>&amp;Quitar el mapa comparado</translation>
    </message>
    <message>
        <source>&amp;Reset all sequences</source>
        <translation>Restablecer &amp;todas las secuencias</translation>
    </message>
    <message>
        <source>&amp;Ruler</source>
        <translation>&amp;Regla</translation>
    </message>
    <message>
        <source>&amp;Sagittal</source>
        <translation>&amp;Sagital</translation>
    </message>
    <message>
        <source>&amp;Segment the others</source>
        <translation>&amp;Segmentar los demás</translation>
    </message>
    <message>
        <source>&amp;Segment tumour</source>
        <translation>&amp;Segmentar el tumor</translation>
    </message>
    <message>
        <source>&amp;Self-test…</source>
        <translation>A&amp;utocomprobación…</translation>
    </message>
    <message>
        <source>&amp;Show overlay</source>
        <translation>Mostrar las &amp;etiquetas</translation>
    </message>
    <message>
        <source>&amp;Side panel</source>
        <translation>&amp;Panel lateral</translation>
    </message>
    <message>
        <source>&amp;Smaller brush</source>
        <translation>Pincel más &amp;pequeño</translation>
    </message>
    <message>
        <source>&amp;Take over its labels</source>
        <translation>&amp;Tomar sus etiquetas</translation>
    </message>
    <message>
        <source>&amp;Through slices</source>
        <translation>A tra&amp;vés de cortes</translation>
    </message>
    <message>
        <source>&amp;Tint the structures</source>
        <translation>&amp;Teñir las estructuras</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>Des&amp;hacer</translation>
    </message>
    <message>
        <source>&amp;Undo measuring</source>
        <translation>Des&amp;hacer medición</translation>
    </message>
    <message>
        <source>&amp;VASARI features</source>
        <translation>Rasgos &amp;VASARI</translation>
    </message>
    <message>
        <source>&amp;What changed</source>
        <translation>Lo que &amp;cambió</translation>
    </message>
    <message>
        <source>3-D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>A click says what belongs to the tumour with its oedema.</source>
        <translation>Un clic dice qué pertenece al tumor con su edema.</translation>
    </message>
    <message>
        <source>A click says what belongs to the tumour without oedema.</source>
        <translation>Un clic dice qué pertenece al tumor sin el edema.</translation>
    </message>
    <message>
        <source>A click says what enhances.</source>
        <translation>Un clic dice qué realza.</translation>
    </message>
    <message>
        <source>A&amp;xes of the file…</source>
        <translation>Ejes del arc&amp;hivo…</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Añadir</translation>
    </message>
    <message>
        <source>Add to the brain&apos;s outline</source>
        <translation>Añadir al contorno del cerebro</translation>
    </message>
    <message>
        <source>Ali&amp;gnment of the sequences…</source>
        <translation>Alineación de las &amp;secuencias…</translation>
    </message>
    <message>
        <source>Aligned sequences and trans&amp;forms…</source>
        <translation>Secuencias alineadas y trans&amp;formaciones…</translation>
    </message>
    <message>
        <source>Also look at mirrored and moved copies and average all; takes several times as long.</source>
        <translation>Mira además copias en espejo y desplazadas y las promedia todas; tarda varias veces más.</translation>
    </message>
    <message>
        <source>An&amp;gle</source>
        <translation>Án&amp;gulo</translation>
    </message>
    <message>
        <source>Axial</source>
        <translation>Axial</translation>
    </message>
    <message>
        <source>Bra&amp;in outline</source>
        <translation>Contorno de&amp;l cerebro</translation>
    </message>
    <message>
        <source>Bring back rulers, angles, areas and lines as they were before.</source>
        <translation>Recuperar reglas, ángulos, áreas y líneas como estaban antes.</translation>
    </message>
    <message>
        <source>Bring back the work on this study that the program kept by itself.</source>
        <translation>Recuperar el trabajo en este estudio que el programa conservó por sí mismo.</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pincel</translation>
    </message>
    <message>
        <source>Change how labels are drawn.</source>
        <translation>Cambia cómo se dibujan las etiquetas.</translation>
    </message>
    <message>
        <source>Check models, demo study, exporters and graphics of this installation, offline.</source>
        <translation>Comprueba sin red los modelos, el estudio de demostración, los exportadores y los gráficos de esta instalación.</translation>
    </message>
    <message>
        <source>Choose the file of each sequence in four slots.</source>
        <translation>Elegir el archivo de cada secuencia en cuatro casillas.</translation>
    </message>
    <message>
        <source>Click</source>
        <translation>Clic</translation>
    </message>
    <message>
        <source>Click at the cursor without a mouse: it is not the region.</source>
        <translation>Clic en el cursor sin ratón: no es de la región.</translation>
    </message>
    <message>
        <source>Click at the cursor without a mouse: it is the region.</source>
        <translation>Clic en el cursor sin ratón: es de la región.</translation>
    </message>
    <message>
        <source>Click for the &amp;enhancing tumour (ET)</source>
        <translation>Clics para el tumor con &amp;realce (ET)</translation>
    </message>
    <message>
        <source>Click for the &amp;whole tumour (WT)</source>
        <translation>Clics para el &amp;tumor completo (WT)</translation>
    </message>
    <message>
        <source>Click for the tumour c&amp;ore (TC)</source>
        <translation>Clics para el &amp;núcleo tumoral (TC)</translation>
    </message>
    <message>
        <source>Close &amp;holes</source>
        <translation>Cerrar &amp;huecos</translation>
    </message>
    <message>
        <source>Close the study and return to the start page.</source>
        <translation>Cierra el estudio y vuelve a la página de inicio.</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>Coronal</translation>
    </message>
    <message>
        <source>Current &amp;view as picture…</source>
        <translation>&amp;Vista actual como imagen…</translation>
    </message>
    <message>
        <source>Cursor down</source>
        <translation>Cursor abajo</translation>
    </message>
    <message>
        <source>Cursor left</source>
        <translation>Cursor a la izquierda</translation>
    </message>
    <message>
        <source>Cursor right</source>
        <translation>Cursor a la derecha</translation>
    </message>
    <message>
        <source>Cursor up</source>
        <translation>Cursor arriba</translation>
    </message>
    <message>
        <source>Delete &amp;all that was measured</source>
        <translation>Borrar &amp;todo lo medido</translation>
    </message>
    <message>
        <source>Dra&amp;w an outline</source>
        <translation>Dib&amp;ujar un contorno</translation>
    </message>
    <message>
        <source>Drag around an area, or click its corners and double-click the last: its inside is painted on this slice.</source>
        <translation>Arrastre alrededor de un área, o marque sus vértices con clics y haga doble clic en el último: su interior se pinta en este corte.</translation>
    </message>
    <message>
        <source>Draw an ellipse: its area, and mean, spread and range in each sequence.</source>
        <translation>Trazar una elipse: su área, y media, dispersión y rango en cada secuencia.</translation>
    </message>
    <message>
        <source>Draw an outline: its area, and mean, spread and range in each sequence.</source>
        <translation>Trazar un contorno: su área, y media, dispersión y rango en cada secuencia.</translation>
    </message>
    <message>
        <source>Draw distances in millimetres with the left button.</source>
        <translation>Traza distancias en milímetros con el botón izquierdo.</translation>
    </message>
    <message>
        <source>Draw lobes, deep structures, eloquent cortex and tracts of an atlas over the scans.</source>
        <translation>Dibujar sobre las imágenes los lóbulos, las estructuras profundas, la corteza elocuente y los tractos de un atlas.</translation>
    </message>
    <message>
        <source>Draw the plane that sides and distances are counted from. It is the plane in which the head mirrors best, not the falx.</source>
        <translation>Dibujar el plano desde el que se cuentan lados y distancias. Es el plano en que la cabeza es más simétrica, no la hoz.</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>E&amp;rase</source>
        <translation>&amp;Borrar</translation>
    </message>
    <message>
        <source>ET</source>
        <translation>ET</translation>
    </message>
    <message>
        <source>Empty the list of recent studies, and remove their small pictures.</source>
        <translation>Vaciar la lista de estudios recientes y eliminar sus pequeñas imágenes.</translation>
    </message>
    <message>
        <source>Enlarge around the middle of the views.</source>
        <translation>Amplía alrededor del centro de las vistas.</translation>
    </message>
    <message>
        <source>Er&amp;ase at the cursor</source>
        <translation>B&amp;orrar en el cursor</translation>
    </message>
    <message>
        <source>Erase at the cursor&apos;s voxel, whatever the brush paints.</source>
        <translation>Borra en el vóxel del cursor, sea lo que sea que pinte el pincel.</translation>
    </message>
    <message>
        <source>Every key in one table.</source>
        <translation>Todas las teclas en una tabla.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>Pantalla &amp;completa</translation>
    </message>
    <message>
        <source>FLAIR</source>
        <translation>FLAIR</translation>
    </message>
    <message>
        <source>Fill &amp;between slices</source>
        <translation>Rellenar en&amp;tre cortes</translation>
    </message>
    <message>
        <source>Fill the atlas&apos;s structures, instead of outlining them.</source>
        <translation>Rellenar las estructuras del atlas en lugar de contornearlas.</translation>
    </message>
    <message>
        <source>Fill, &amp;outline or both</source>
        <translation>Relleno, &amp;contorno o ambos</translation>
    </message>
    <message>
        <source>Find the tumour in this study with the chosen model.</source>
        <translation>Encuentra el tumor en este estudio con el modelo elegido.</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Ajustar</translation>
    </message>
    <message>
        <source>Fit black and white to the head in all four sequences.</source>
        <translation>Ajusta el negro y el blanco a la cabeza en las cuatro secuencias.</translation>
    </message>
    <message>
        <source>Fit black and white to the head in the active sequence.</source>
        <translation>Ajusta el negro y el blanco a la cabeza en la secuencia activa.</translation>
    </message>
    <message>
        <source>Fold the panel beside the views away, or show it.</source>
        <translation>Pliega el panel junto a las vistas o lo muestra.</translation>
    </message>
    <message>
        <source>Four</source>
        <translation>Cuatro</translation>
    </message>
    <message>
        <source>Four sequences in three planes</source>
        <translation>Cuatro secuencias en tres planos</translation>
    </message>
    <message>
        <source>Give the brush&apos;s label to all around the cursor that the network found probable, from the level in the panel on.</source>
        <translation>Dar la etiqueta del pincel a todo lo que rodea al cursor y la red considera probable, a partir del nivel del panel.</translation>
    </message>
    <message>
        <source>Give the brush&apos;s label to every place without one that labels close in.</source>
        <translation>Dar la etiqueta del pincel a todo lugar sin etiqueta que esté encerrado por etiquetas.</translation>
    </message>
    <message>
        <source>Give the brush&apos;s label to the area under the cursor, if labels close it in or it bears one.</source>
        <translation>Dar la etiqueta del pincel al área bajo el cursor, si está encerrada por etiquetas o tiene una.</translation>
    </message>
    <message>
        <source>Give the brush&apos;s label to the slices of this plane between those that hold it, by their shapes.</source>
        <translation>Dar la etiqueta del pincel a los cortes de este plano que están entre los que ya la tienen, según sus formas.</translation>
    </message>
    <message>
        <source>Go down one slice (mouse wheel back).</source>
        <translation>Baja un corte (rueda del ratón hacia atrás).</translation>
    </message>
    <message>
        <source>Go down ten slices.</source>
        <translation>Baja diez cortes.</translation>
    </message>
    <message>
        <source>Go down to the next slice that holds tumour.</source>
        <translation>Baja al siguiente corte con tumor.</translation>
    </message>
    <message>
        <source>Go on with &amp;kept work</source>
        <translation>Continuar trabajo conser&amp;vado</translation>
    </message>
    <message>
        <source>Go through the pieces that only one of two compared results has.</source>
        <translation>Recorrer los fragmentos que solo tiene uno de los dos resultados comparados.</translation>
    </message>
    <message>
        <source>Go through the places where the result is in doubt, the largest first.</source>
        <translation>Recorre los lugares donde el resultado es dudoso, el mayor primero.</translation>
    </message>
    <message>
        <source>Go to the highest slice.</source>
        <translation>Va al corte más alto.</translation>
    </message>
    <message>
        <source>Go to the lowest slice.</source>
        <translation>Va al corte más bajo.</translation>
    </message>
    <message>
        <source>Go to the slice with the largest tumour area.</source>
        <translation>Va al corte con mayor área de tumor.</translation>
    </message>
    <message>
        <source>Go up one slice (mouse wheel forward).</source>
        <translation>Sube un corte (rueda del ratón hacia adelante).</translation>
    </message>
    <message>
        <source>Go up ten slices.</source>
        <translation>Sube diez cortes.</translation>
    </message>
    <message>
        <source>Go up to the next slice that holds tumour.</source>
        <translation>Sube al siguiente corte con tumor.</translation>
    </message>
    <message>
        <source>Gro&amp;w</source>
        <translation>&amp;Dilatar</translation>
    </message>
    <message>
        <source>Grow from the &amp;cursor</source>
        <translation>&amp;Crecer desde el cursor</translation>
    </message>
    <message>
        <source>How to use the program, with a search.</source>
        <translation>Cómo usar el programa, con buscador.</translation>
    </message>
    <message>
        <source>I&amp;nterpolation</source>
        <translation>&amp;Interpolación</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Aceptar</translation>
    </message>
    <message>
        <source>Label map as &amp;NIfTI…</source>
        <translation>Mapa de etiquetas como &amp;NIfTI…</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Language, theme, orientation, threads and defaults.</source>
        <translation>Idioma, tema, orientación, hilos y valores predeterminados.</translation>
    </message>
    <message>
        <source>Lar&amp;gest tumour section</source>
        <translation>Sección más &amp;grande del tumor</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Mayor</translation>
    </message>
    <message>
        <source>Leave the program.</source>
        <translation>Sale del programa.</translation>
    </message>
    <message>
        <source>Left click: this is tumour. Right click: this is not. The labels around follow in three dimensions, as a preview that Enter keeps and Escape drops.</source>
        <translation>Clic izquierdo: esto es tumor. Clic derecho: esto no. Las etiquetas de alrededor lo siguen en tres dimensiones, como propuesta que Intro acepta y Escape descarta.</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>Leyenda</translation>
    </message>
    <message>
        <source>Let another model find the tumour, and compare it with the result that stands.</source>
        <translation>Otro modelo busca el tumor, y se compara con el resultado que hay.</translation>
    </message>
    <message>
        <source>Let more of the scan shine through.</source>
        <translation>Deja ver más de la imagen.</translation>
    </message>
    <message>
        <source>Let the brush paint outside of the head too; off: labels stay within it.</source>
        <translation>Permitir que el pincel pinte también fuera de la cabeza; desactivado: las etiquetas quedan dentro de ella.</translation>
    </message>
    <message>
        <source>Let the brush&apos;s label grow by the amount in the panel.</source>
        <translation>Hacer crecer la etiqueta del pincel en la medida que indica el panel.</translation>
    </message>
    <message>
        <source>Let the brush&apos;s label shrink by the amount in the panel; what is nearest takes its place.</source>
        <translation>Encoger la etiqueta del pincel en la medida que indica el panel; lo más cercano ocupa su lugar.</translation>
    </message>
    <message>
        <source>Let the labels cover more of the scan.</source>
        <translation>Deja que las etiquetas cubran más de la imagen.</translation>
    </message>
    <message>
        <source>Let the network find the tumour at every time point that has no result.</source>
        <translation>Dejar que la red busque el tumor en cada momento que no tiene resultado.</translation>
    </message>
    <message>
        <source>Make FLAIR the active sequence.</source>
        <translation>Hace de FLAIR la secuencia activa.</translation>
    </message>
    <message>
        <source>Make T1 the active sequence.</source>
        <translation>Hace de T1 la secuencia activa.</translation>
    </message>
    <message>
        <source>Make T1 with contrast the active sequence.</source>
        <translation>Hace de T1 con contraste la secuencia activa.</translation>
    </message>
    <message>
        <source>Make T2 the active sequence.</source>
        <translation>Hace de T2 la secuencia activa.</translation>
    </message>
    <message>
        <source>Make one correction of the preview, which can be undone.</source>
        <translation>Hacer de lo propuesto una sola corrección, que se puede deshacer.</translation>
    </message>
    <message>
        <source>Make the correction again that was taken back.</source>
        <translation>Vuelve a hacer la corrección deshecha.</translation>
    </message>
    <message>
        <source>Make the time point beside the open study, to segment and correct it.</source>
        <translation>Hacer del momento de al lado el estudio abierto, para segmentarlo y corregirlo.</translation>
    </message>
    <message>
        <source>Make the views smaller.</source>
        <translation>Reduce las vistas.</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>Manual</translation>
    </message>
    <message>
        <source>Mode&amp;ls…</source>
        <translation>Mode&amp;los…</translation>
    </message>
    <message>
        <source>Move the cursor one voxel down on the screen.</source>
        <translation>Mueve el cursor un vóxel hacia abajo en la pantalla.</translation>
    </message>
    <message>
        <source>Move the cursor one voxel to the left on the screen.</source>
        <translation>Mueve el cursor un vóxel a la izquierda en la pantalla.</translation>
    </message>
    <message>
        <source>Move the cursor one voxel to the right on the screen.</source>
        <translation>Mueve el cursor un vóxel a la derecha en la pantalla.</translation>
    </message>
    <message>
        <source>Move the cursor one voxel up on the screen.</source>
        <translation>Mueve el cursor un vóxel hacia arriba en la pantalla.</translation>
    </message>
    <message>
        <source>Narrow the brush by half a millimetre, above 5 mm by one.</source>
        <translation>Achica el pincel medio milímetro; por encima de 5 mm, uno entero.</translation>
    </message>
    <message>
        <source>Narrow the window of the active sequence to set soft tissue apart.</source>
        <translation>Estrecha la ventana de la secuencia activa para separar los tejidos blandos.</translation>
    </message>
    <message>
        <source>Ne&amp;xt doubtful place</source>
        <translation>Siguiente lugar &amp;dudoso</translation>
    </message>
    <message>
        <source>Next disa&amp;greement</source>
        <translation>Siguiente &amp;desacuerdo</translation>
    </message>
    <message>
        <source>Next slice with &amp;tumour</source>
        <translation>Siguiente corte con &amp;tumor</translation>
    </message>
    <message>
        <source>Oe&amp;dema</source>
        <translation>E&amp;dema</translation>
    </message>
    <message>
        <source>Of a raw study: see how each sequence lies on the reference, and change it.</source>
        <translation>De un estudio sin preparar: vea cómo queda cada secuencia sobre la de referencia, y cámbielo.</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Una</translation>
    </message>
    <message>
        <source>One file per &amp;region…</source>
        <translation>Un archivo por &amp;región…</translation>
    </message>
    <message>
        <source>Only &amp;grey values as at the cursor</source>
        <translation>&amp;Solo grises como los del cursor</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open &amp;demo study</source>
        <translation>Abrir el estudio de &amp;demostración</translation>
    </message>
    <message>
        <source>Open &amp;sequences…</source>
        <translation>Abrir sec&amp;uencias…</translation>
    </message>
    <message>
        <source>Open a study with results, corrections, marks and view as they were saved.</source>
        <translation>Abrir un estudio con resultados, correcciones, marcas y vista tal como se guardaron.</translation>
    </message>
    <message>
        <source>Open one file that holds the four sequences as channels.</source>
        <translation>Abre un archivo que contiene las cuatro secuencias como canales.</translation>
    </message>
    <message>
        <source>Open s&amp;tacked file…</source>
        <translation>Abrir archivo api&amp;lado…</translation>
    </message>
    <message>
        <source>Open saved &amp;work…</source>
        <translation>Abrir &amp;trabajo guardado…</translation>
    </message>
    <message>
        <source>Open the folder of one patient; its four sequences are recognised by their names.</source>
        <translation>Abre la carpeta de un paciente; sus cuatro secuencias se reconocen por los nombres.</translation>
    </message>
    <message>
        <source>Open the synthetic study that comes with the program.</source>
        <translation>Abre el estudio sintético que viene con el programa.</translation>
    </message>
    <message>
        <source>Page: compare</source>
        <translation>Página: comparar</translation>
    </message>
    <message>
        <source>Page: correct</source>
        <translation>Página: corregir</translation>
    </message>
    <message>
        <source>Page: follow-up</source>
        <translation>Página: seguimiento</translation>
    </message>
    <message>
        <source>Page: result</source>
        <translation>Página: resultado</translation>
    </message>
    <message>
        <source>Page: where</source>
        <translation>Página: dónde</translation>
    </message>
    <message>
        <source>Paint &amp;enhancing tumour</source>
        <translation>Pintar tumor con &amp;realce</translation>
    </message>
    <message>
        <source>Paint &amp;necrotic core</source>
        <translation>Pintar &amp;núcleo necrótico</translation>
    </message>
    <message>
        <source>Paint a ball through slices; off: a disc on the slice that is shown.</source>
        <translation>Pinta una bola a través de los cortes; sin marcar, un disco en el corte que se ve.</translation>
    </message>
    <message>
        <source>Paint and erase labels with the left button; Ctrl with it moves the cursor.</source>
        <translation>Pinta y borra etiquetas con el botón izquierdo; con Ctrl, ese botón mueve el cursor.</translation>
    </message>
    <message>
        <source>Paint and erase only where the active sequence is about as bright as around the cursor.</source>
        <translation>Pintar y borrar solo donde la secuencia activa tiene un brillo parecido al que rodea al cursor.</translation>
    </message>
    <message>
        <source>Paint be&amp;yond the head</source>
        <translation>Pintar &amp;fuera de la cabeza</translation>
    </message>
    <message>
        <source>Paint oe&amp;dema</source>
        <translation>Pintar e&amp;dema</translation>
    </message>
    <message>
        <source>Paint where a region grew, shrank and stayed, while another time point is shown.</source>
        <translation>Pintar dónde una región creció, se redujo o sigue igual, mientras se muestra otro momento.</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Planes</source>
        <translation>Planos</translation>
    </message>
    <message>
        <source>Previous slice with tu&amp;mour</source>
        <translation>Corte anterior con t&amp;umor</translation>
    </message>
    <message>
        <source>Put the entry of the selected trajectory, or of a new one, where the cursor is.</source>
        <translation>Poner donde está el cursor la entrada de la trayectoria elegida, o de una nueva.</translation>
    </message>
    <message>
        <source>Put the labels of the time point beside onto the open study, to correct them from there.</source>
        <translation>Poner las etiquetas del momento de al lado sobre el estudio abierto, para corregirlas desde ahí.</translation>
    </message>
    <message>
        <source>Put the table of volumes and diameters on the clipboard.</source>
        <translation>Pone la tabla de volúmenes y diámetros en el portapapeles.</translation>
    </message>
    <message>
        <source>Put the target of the selected trajectory, or of a new one, where the cursor is.</source>
        <translation>Poner donde está el cursor la diana de la trayectoria elegida, o de una nueva.</translation>
    </message>
    <message>
        <source>Put versions, settings and the end of the log on the clipboard, without names of files or patients.</source>
        <translation>Pone en el portapapeles versiones, ajustes y el final del registro, sin nombres de archivos ni de pacientes.</translation>
    </message>
    <message>
        <source>R&amp;T structure set…</source>
        <translation>Con&amp;junto de estructuras RT…</translation>
    </message>
    <message>
        <source>R&amp;eport…</source>
        <translation>&amp;Informe…</translation>
    </message>
    <message>
        <source>Red&amp;o</source>
        <translation>R&amp;ehacer</translation>
    </message>
    <message>
        <source>Remove &amp;island</source>
        <translation>Quitar &amp;isla</translation>
    </message>
    <message>
        <source>Ruler</source>
        <translation>Regla</translation>
    </message>
    <message>
        <source>S&amp;hares and distances as JSON or CSV…</source>
        <translation>P&amp;orcentajes y distancias como JSON o CSV…</translation>
    </message>
    <message>
        <source>S&amp;mooth borders</source>
        <translation>&amp;Suavizar bordes</translation>
    </message>
    <message>
        <source>S&amp;teps of a raw study</source>
        <translation>Pasos de un est&amp;udio sin preparar</translation>
    </message>
    <message>
        <source>Sa&amp;ve work…</source>
        <translation>&amp;Guardar trabajo…</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>Sagital</translation>
    </message>
    <message>
        <source>Save contours as planning systems for radiotherapy read them.</source>
        <translation>Guarda los contornos como los leen los sistemas de planificación de radioterapia.</translation>
    </message>
    <message>
        <source>Save every feature with its number and its rule.</source>
        <translation>Guardar cada rasgo con su número y su regla.</translation>
    </message>
    <message>
        <source>Save every sequence on the reference&apos;s grid, and the transforms that bring it there.</source>
        <translation>Guarda cada secuencia en la rejilla de la referencia y las transformaciones que la llevan allí.</translation>
    </message>
    <message>
        <source>Save every view as one PNG at a scale of your choice.</source>
        <translation>Guarda todas las vistas en un PNG a la escala que elija.</translation>
    </message>
    <message>
        <source>Save how much of each region lies in each structure, and the way to others.</source>
        <translation>Guardar qué parte de cada región está en cada estructura y la distancia a las demás.</translation>
    </message>
    <message>
        <source>Save results, corrections, marks and view of this study in one file.</source>
        <translation>Guardar en un archivo los resultados, correcciones, marcas y vista de este estudio.</translation>
    </message>
    <message>
        <source>Save the active view as PNG at a scale of your choice.</source>
        <translation>Guarda la vista activa como PNG a la escala que elija.</translation>
    </message>
    <message>
        <source>Save the model&apos;s probability of each region.</source>
        <translation>Guarda la probabilidad de cada región según el modelo.</translation>
    </message>
    <message>
        <source>Save the segmentation as a DICOM object that refers to the source images.</source>
        <translation>Guarda la segmentación como objeto DICOM que remite a las imágenes de origen.</translation>
    </message>
    <message>
        <source>Save the segmentation on the input&apos;s own grid.</source>
        <translation>Guarda la segmentación en la grilla original.</translation>
    </message>
    <message>
        <source>Save the table of volumes and diameters.</source>
        <translation>Guarda la tabla de volúmenes y diámetros.</translation>
    </message>
    <message>
        <source>Save whole tumour, tumour core and enhancing tumour as three files.</source>
        <translation>Guarda el tumor completo, el núcleo tumoral y el tumor con realce en tres archivos.</translation>
    </message>
    <message>
        <source>Segment &amp;with another model…</source>
        <translation>Segmentar con &amp;otro modelo…</translation>
    </message>
    <message>
        <source>Segment, &amp;accurate</source>
        <translation>Segmentar con más pr&amp;ecisión</translation>
    </message>
    <message>
        <source>Series, alignment, brain and tumour of scans as they left the scanner.</source>
        <translation>Series, alineación, cerebro y tumor de imágenes tal como salieron del equipo.</translation>
    </message>
    <message>
        <source>Settin&amp;gs…</source>
        <translation>A&amp;justes…</translation>
    </message>
    <message>
        <source>Show T1, T1Gd, T2 and FLAIR in one plane.</source>
        <translation>Muestra T1, T1Gd, T2 y FLAIR en un plano.</translation>
    </message>
    <message>
        <source>Show a segmentation from a file on this study&apos;s grid.</source>
        <translation>Muestra una segmentación de un archivo que esté en la grilla de este estudio.</translation>
    </message>
    <message>
        <source>Show another time point beside the open study, at the same place.</source>
        <translation>Mostrar otro momento junto al estudio abierto, en el mismo lugar.</translation>
    </message>
    <message>
        <source>Show axial slices.</source>
        <translation>Muestra cortes axiales.</translation>
    </message>
    <message>
        <source>Show coronal slices.</source>
        <translation>Muestra cortes coronales.</translation>
    </message>
    <message>
        <source>Show every intensity of the active sequence.</source>
        <translation>Muestra todas las intensidades de la secuencia activa.</translation>
    </message>
    <message>
        <source>Show every sequence in every plane: twelve views.</source>
        <translation>Muestra cada secuencia en cada plano: doce vistas.</translation>
    </message>
    <message>
        <source>Show how undecided the network is, in the place of the labels&apos; fill.</source>
        <translation>Muestra cuán indecisa está la red, en lugar del relleno de las etiquetas.</translation>
    </message>
    <message>
        <source>Show one sequence in three planes.</source>
        <translation>Muestra una secuencia en tres planos.</translation>
    </message>
    <message>
        <source>Show or hide enhancing tumour.</source>
        <translation>Muestra u oculta el tumor con realce.</translation>
    </message>
    <message>
        <source>Show or hide necrotic and non-enhancing core.</source>
        <translation>Muestra u oculta el núcleo necrótico y sin realce.</translation>
    </message>
    <message>
        <source>Show or hide peritumoural oedema.</source>
        <translation>Muestra u oculta el edema peritumoral.</translation>
    </message>
    <message>
        <source>Show or hide the labels; hold the key to see the image without them meanwhile.</source>
        <translation>Muestra u oculta las etiquetas; mantenga la tecla para ver la imagen sin ellas mientras tanto.</translation>
    </message>
    <message>
        <source>Show raw scans as the network sees them, aligned, brain alone, at 1 mm; off: the patient&apos;s own scans.</source>
        <translation>Muestra las imágenes originales como las ve la red: alineadas, solo el cerebro, a 1 mm; desactivado: las imágenes propias del paciente.</translation>
    </message>
    <message>
        <source>Show sagittal slices.</source>
        <translation>Muestra cortes sagitales.</translation>
    </message>
    <message>
        <source>Show the &amp;symmetry plane</source>
        <translation>Mostrar el plano de &amp;simetría</translation>
    </message>
    <message>
        <source>Show the active view alone; a double click does the same.</source>
        <translation>Muestra solo la vista activa; un doble clic hace lo mismo.</translation>
    </message>
    <message>
        <source>Show the labels as they were before any correction; undo brings them back.</source>
        <translation>Muestra las etiquetas como eran antes de toda corrección; con deshacer se recuperan.</translation>
    </message>
    <message>
        <source>Show the linked cursor in every view.</source>
        <translation>Muestra el cursor enlazado en todas las vistas.</translation>
    </message>
    <message>
        <source>Show the next of the other time points beside.</source>
        <translation>Mostrar al lado el siguiente de los demás momentos.</translation>
    </message>
    <message>
        <source>Show the next of this study&apos;s results: found, loaded, corrected.</source>
        <translation>Mostrar el siguiente resultado de este estudio: hallado, cargado, corregido.</translation>
    </message>
    <message>
        <source>Show the open study and the other time point in one place, in turn.</source>
        <translation>Mostrar el estudio abierto y el otro momento en un mismo lugar, por turno.</translation>
    </message>
    <message>
        <source>Show the result of this study before this one.</source>
        <translation>Mostrar el resultado anterior de este estudio.</translation>
    </message>
    <message>
        <source>Show the texts in the corners and the letters at the edges.</source>
        <translation>Muestra los textos de las esquinas y las letras de los bordes.</translation>
    </message>
    <message>
        <source>Show the whole head in every view.</source>
        <translation>Muestra la cabeza entera en todas las vistas.</translation>
    </message>
    <message>
        <source>Show w&amp;hat the network saw</source>
        <translation>&amp;Mostrar lo que vio la red</translation>
    </message>
    <message>
        <source>Show where the border would lie at .3 and at .7.</source>
        <translation>Muestra dónde estaría el borde con 0,3 y con 0,7.</translation>
    </message>
    <message>
        <source>Show where the extracted brain of a raw study ends, over its own scans.</source>
        <translation>Muestra dónde termina el cerebro extraído de un estudio original, sobre sus propias imágenes.</translation>
    </message>
    <message>
        <source>Shrin&amp;k</source>
        <translation>&amp;Encoger</translation>
    </message>
    <message>
        <source>Side &amp;by side</source>
        <translation>Uno &amp;junto a otro</translation>
    </message>
    <message>
        <source>Side panel: compare two label maps.</source>
        <translation>Panel lateral: comparar dos mapas de etiquetas.</translation>
    </message>
    <message>
        <source>Side panel: structures of the brain, and VASARI.</source>
        <translation>Panel lateral: estructuras del cerebro y VASARI.</translation>
    </message>
    <message>
        <source>Side panel: the brush and its settings.</source>
        <translation>Panel lateral: el pincel y sus ajustes.</translation>
    </message>
    <message>
        <source>Side panel: time points of this patient.</source>
        <translation>Panel lateral: los momentos de este paciente.</translation>
    </message>
    <message>
        <source>Side panel: volumes, labels and measurements.</source>
        <translation>Panel lateral: volúmenes, etiquetas y medidas.</translation>
    </message>
    <message>
        <source>Sizes, changes and categories of every time point, as a table.</source>
        <translation>Tamaños, cambios y categorías de cada momento, como tabla.</translation>
    </message>
    <message>
        <source>Smooth between voxels, or show them as they are.</source>
        <translation>Suaviza entre vóxeles o los muestra como son.</translation>
    </message>
    <message>
        <source>Smooth the borders of all labels that are shown, by the amount in the panel.</source>
        <translation>Suavizar los bordes de todas las etiquetas visibles, en la medida que indica el panel.</translation>
    </message>
    <message>
        <source>Steps, recommendations and notes beside what this study measures; trajectories and margins.</source>
        <translation>Pasos, recomendaciones y notas junto a lo que mide este estudio; trayectorias y márgenes.</translation>
    </message>
    <message>
        <source>Stop the segmentation that is running; else leave the brush or the measuring tool.</source>
        <translation>Detener la segmentación en curso; si no hay ninguna, dejar el pincel o la herramienta de medida.</translation>
    </message>
    <message>
        <source>Surfaces of the regions inside a translucent brain, beside the window.</source>
        <translation>Superficies de las regiones dentro de un cerebro translúcido, junto a la ventana.</translation>
    </message>
    <message>
        <source>Surgical &amp;planning…</source>
        <translation>&amp;Planificación quirúrgica…</translation>
    </message>
    <message>
        <source>Swap black and white.</source>
        <translation>Intercambia negro y blanco.</translation>
    </message>
    <message>
        <source>T1</source>
        <translation>T1</translation>
    </message>
    <message>
        <source>T1Gd</source>
        <translation>T1Gd</translation>
    </message>
    <message>
        <source>T2</source>
        <translation>T2</translation>
    </message>
    <message>
        <source>TC</source>
        <translation>TC</translation>
    </message>
    <message>
        <source>Take another study of this patient, from a folder of any kind.</source>
        <translation>Tomar otro estudio de este paciente, de una carpeta de cualquier tipo.</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Take away all labels that hang together with the one under the cursor.</source>
        <translation>Quita todas las etiquetas unidas a la que está bajo el cursor.</translation>
    </message>
    <message>
        <source>Take away every ruler, angle and area.</source>
        <translation>Quitar todas las reglas, ángulos y áreas.</translation>
    </message>
    <message>
        <source>Take away the selected ruler, angle or area, or else the last one.</source>
        <translation>Quitar la regla, el ángulo o el área seleccionados o, si no, los últimos.</translation>
    </message>
    <message>
        <source>Take from the brain&apos;s outline</source>
        <translation>Quitar del contorno del cerebro</translation>
    </message>
    <message>
        <source>Take the last correction back.</source>
        <translation>Deshace la última corrección.</translation>
    </message>
    <message>
        <source>Take the outline of the second label map away.</source>
        <translation>Quita el contorno del segundo mapa de etiquetas.</translation>
    </message>
    <message>
        <source>Take the preview away, as Escape does.</source>
        <translation>Quitar lo propuesto, como hace Escape.</translation>
    </message>
    <message>
        <source>Ten slices &amp;down</source>
        <translation>Diez cortes a&amp;bajo</translation>
    </message>
    <message>
        <source>Ten slices &amp;up</source>
        <translation>Diez cortes a&amp;rriba</translation>
    </message>
    <message>
        <source>The patient&apos;s right on the left of the screen; off: on the right.</source>
        <translation>La derecha del paciente a la izquierda de la pantalla; sin marcar, a la derecha.</translation>
    </message>
    <message>
        <source>The questionnaire: what the program answers, and what is left to you.</source>
        <translation>El cuestionario: lo que responde el programa y lo que queda para usted.</translation>
    </message>
    <message>
        <source>This is &amp;not tumour, at the cursor</source>
        <translation>Esto n&amp;o es tumor, en el cursor</translation>
    </message>
    <message>
        <source>This is &amp;tumour, at the cursor</source>
        <translation>Esto &amp;es tumor, en el cursor</translation>
    </message>
    <message>
        <source>Three &amp;planes</source>
        <translation>Tres &amp;planos</translation>
    </message>
    <message>
        <source>Three clicks on an axial or coronal slice: the falx in front, the falx behind, the septum. The distance of the septum from their line is measured by you, not by the program.</source>
        <translation>Tres clics en un corte axial o coronal: la hoz delante, la hoz detrás, el septo. La distancia del septo a esa línea la mide usted, no el programa.</translation>
    </message>
    <message>
        <source>Three clicks: an arm&apos;s end, the vertex, the other end.</source>
        <translation>Tres clics: el extremo de un lado, el vértice, el otro extremo.</translation>
    </message>
    <message>
        <source>Touch the cursor&apos;s voxel with the brush, without a mouse.</source>
        <translation>Toca con el pincel el vóxel del cursor, sin ratón.</translation>
    </message>
    <message>
        <source>Trajectory&apos;s &amp;target at the cursor</source>
        <translation>&amp;Diana de la trayectoria en el cursor</translation>
    </message>
    <message>
        <source>Trajectory&apos;s entr&amp;y at the cursor</source>
        <translation>Entrada de la tra&amp;yectoria en el cursor</translation>
    </message>
    <message>
        <source>Turn the head of a file that does not say which way its axes run.</source>
        <translation>Girar la cabeza de un archivo que no indica en qué dirección van sus ejes.</translation>
    </message>
    <message>
        <source>Twelve</source>
        <translation>Doce</translation>
    </message>
    <message>
        <source>Two clicks on slices or in the 3-D view: the target, then the entry. What it crosses stands under Surgical planning.</source>
        <translation>Dos clics en los cortes o en la vista 3D: la diana y después la entrada. Lo que cruza se muestra en Planificación quirúrgica.</translation>
    </message>
    <message>
        <source>Uncorrected</source>
        <translation>Sin corregir</translation>
    </message>
    <message>
        <source>Use the whole screen.</source>
        <translation>Usa toda la pantalla.</translation>
    </message>
    <message>
        <source>User &amp;manual…</source>
        <translation>&amp;Manual de usuario…</translation>
    </message>
    <message>
        <source>VA&amp;SARI as JSON or CSV…</source>
        <translation>VA&amp;SARI como JSON o CSV…</translation>
    </message>
    <message>
        <source>Version, model card, licences and disclaimer.</source>
        <translation>Versión, ficha del modelo, licencias y aviso.</translation>
    </message>
    <message>
        <source>WT</source>
        <translation>WT</translation>
    </message>
    <message>
        <source>What each label and region is and how it looks in each sequence.</source>
        <translation>Qué es cada etiqueta y región y cómo se ve en cada secuencia.</translation>
    </message>
    <message>
        <source>What the brush touches becomes brain, at which the network looks.</source>
        <translation>Lo que toca el pincel pasa a ser cerebro, que es lo que mira la red.</translation>
    </message>
    <message>
        <source>What the brush touches becomes enhancing tumour.</source>
        <translation>Lo que toca el pincel pasa a ser tumor con realce.</translation>
    </message>
    <message>
        <source>What the brush touches becomes necrotic core.</source>
        <translation>Lo que toca el pincel pasa a ser núcleo necrótico.</translation>
    </message>
    <message>
        <source>What the brush touches becomes oedema.</source>
        <translation>Lo que toca el pincel pasa a ser edema.</translation>
    </message>
    <message>
        <source>What the brush touches is no brain any more, such as skull that was left.</source>
        <translation>Lo que toca el pincel deja de ser cerebro, como el cráneo que haya quedado.</translation>
    </message>
    <message>
        <source>What the brush touches loses its label.</source>
        <translation>Lo que toca el pincel pierde su etiqueta.</translation>
    </message>
    <message>
        <source>Which models are there, and which one segments; bring one or remove it.</source>
        <translation>Qué modelos hay y cuál segmenta; añadir uno o quitarlo.</translation>
    </message>
    <message>
        <source>Widen the brush by half a millimetre, from 5 mm on by one.</source>
        <translation>Agranda el pincel medio milímetro; desde 5 mm, uno entero.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>Write a report of one page or more, as PDF or HTML.</source>
        <translation>Escribe un informe de una o más páginas, como PDF o HTML.</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ac&amp;ercar</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ale&amp;jar</translation>
    </message>
</context>
<context>
    <name>AlignmentDialog</name>
    <message>
        <source>Aligning…</source>
        <translation>Alineando…</translation>
    </message>
    <message>
        <source>Alignment to {0}</source>
        <translation>Alineación con {0}</translation>
    </message>
    <message>
        <source>Axial</source>
        <translation>Axial</translation>
    </message>
    <message>
        <source>Blend</source>
        <translation>Mezcla</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Checkerboard</source>
        <translation>Tablero</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>Coronal</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Dibujando…</translation>
    </message>
    <message>
        <source>Edges of {0}</source>
        <translation>Bordes de {0}</translation>
    </message>
    <message>
        <source>More or fewer edges</source>
        <translation>Más o menos bordes</translation>
    </message>
    <message>
        <source>Prepare again</source>
        <translation>Preparar de nuevo</translation>
    </message>
    <message>
        <source>Reading the headers…</source>
        <translation>Leyendo las cabeceras…</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>Sagital</translation>
    </message>
    <message>
        <source>Tiles of {0} mm</source>
        <translation>Cuadros de {0} mm</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>De {0} a {1}</translation>
    </message>
</context>
<context>
    <name>AlignmentList</name>
    <message>
        <source>Align it again</source>
        <translation>Alinear de nuevo</translation>
    </message>
    <message>
        <source>Another place comes within {0}.</source>
        <translation>Otra posición queda a {0}.</translation>
    </message>
    <message>
        <source>As it was found</source>
        <translation>Como se encontró</translation>
    </message>
    <message>
        <source>It lies right</source>
        <translation>Está bien</translation>
    </message>
    <message>
        <source>No other place comes close.</source>
        <translation>Ninguna otra posición se le acerca.</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Secuencias</translation>
    </message>
    <message>
        <source>Shared information {0} (doubtful under {1}).</source>
        <translation>Información compartida {0} (dudosa por debajo de {1}).</translation>
    </message>
    <message>
        <source>Turned by {0}°, moved by {1} mm.</source>
        <translation>Girada {0}°, desplazada {1} mm.</translation>
    </message>
    <message>
        <source>Use its header as it is</source>
        <translation>Usar su cabecera tal cual</translation>
    </message>
    <message>
        <source>accepted by you</source>
        <translation>aceptada por usted</translation>
    </message>
    <message>
        <source>as its header says</source>
        <translation>según su cabecera</translation>
    </message>
    <message>
        <source>in doubt</source>
        <translation>dudosa</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>segura</translation>
    </message>
</context>
<context>
    <name>AnatomyCommands</name>
    <message>
        <source>Export VASARI</source>
        <translation>Exportar VASARI</translation>
    </message>
    <message>
        <source>Export shares and distances</source>
        <translation>Exportar porcentajes y distancias</translation>
    </message>
    <message>
        <source>Place in the brain</source>
        <translation>Lugar en el cerebro</translation>
    </message>
    <message>
        <source>Structures over the scans</source>
        <translation>Estructuras sobre las imágenes</translation>
    </message>
    <message>
        <source>The answers are not ready yet. Export them once they are.</source>
        <translation>Las respuestas aún no están listas. Expórtelas cuando lo estén.</translation>
    </message>
    <message>
        <source>The distances are not ready yet. Export them once they are.</source>
        <translation>Las distancias aún no están listas. Expórtelas cuando lo estén.</translation>
    </message>
</context>
<context>
    <name>AnswerChoice</name>
    <message>
        <source>Back to the program&apos;s answer</source>
        <translation>Volver a la respuesta del programa</translation>
    </message>
    <message>
        <source>Leave open</source>
        <translation>Dejar abierta</translation>
    </message>
</context>
<context>
    <name>AnswersPanel</name>
    <message>
        <source> mg a day</source>
        <translation> mg al día</translation>
    </message>
    <message>
        <source>A biopsy or operation showed it.</source>
        <translation>Lo mostró una biopsia o una operación.</translation>
    </message>
    <message>
        <source>Against the baseline, and for no other cause than the tumour.</source>
        <translation>Frente al basal, y por ninguna otra causa que el tumor.</translation>
    </message>
    <message>
        <source>Beyond the 80 % isodose.</source>
        <translation>Más allá de la isodosis del 80 %.</translation>
    </message>
    <message>
        <source>Dexamethasone</source>
        <translation>Dexametasona</translation>
    </message>
    <message>
        <source>Disease</source>
        <translation>Enfermedad</translation>
    </message>
    <message>
        <source>Growing tumour in pathology</source>
        <translation>Tumor en crecimiento en patología</translation>
    </message>
    <message>
        <source>It tells which MRI the baseline is.</source>
        <translation>Dice qué resonancia es la basal.</translation>
    </message>
    <message>
        <source>Its last day: progression within 12 weeks of it must be confirmed.</source>
        <translation>Su último día: una progresión dentro de las 12 semanas siguientes debe confirmarse.</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Medida</translation>
    </message>
    <message>
        <source>Milligrams a day, or as much of another steroid; 0 for none or for replacement alone.</source>
        <translation>Miligramos al día, o el equivalente de otro corticoide; 0 si no recibe o si es solo sustitución.</translation>
    </message>
    <message>
        <source>New measurable lesion</source>
        <translation>Lesión medible nueva</translation>
    </message>
    <message>
        <source>Outside the radiotherapy field</source>
        <translation>Fuera del campo de radioterapia</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>Paciente</translation>
    </message>
    <message>
        <source>RANO 2.0 allows either; chosen once.</source>
        <translation>RANO 2.0 admite cualquiera de las dos; se elige una vez.</translation>
    </message>
    <message>
        <source>Radiotherapy until</source>
        <translation>Radioterapia hasta</translation>
    </message>
    <message>
        <source>The part of the tumour that is judged; chosen once.</source>
        <translation>La parte del tumor que se juzga; se elige una vez.</translation>
    </message>
    <message>
        <source>Tumour</source>
        <translation>Tumor</translation>
    </message>
    <message>
        <source>Your answer goes before what the program finds.</source>
        <translation>Su respuesta va antes que lo que encuentre el programa.</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>sin decir</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
</context>
<context>
    <name>AtlasLine</name>
    <message>
        <source>Structures are not told: {0}</source>
        <translation>No se indican estructuras: {0}</translation>
    </message>
    <message>
        <source>Structures: the study is being placed in the atlas…</source>
        <translation>Estructuras: se está situando el estudio en el atlas…</translation>
    </message>
</context>
<context>
    <name>AxesDialog</name>
    <message>
        <source>As it was taken</source>
        <translation>Como se tomó</translation>
    </message>
    <message>
        <source>Axes 1, 2 and 3 of the file will be taken to grow towards {0}.</source>
        <translation>Se tomará que los ejes 1, 2 y 3 del archivo crecen hacia: {0}.</translation>
    </message>
    <message>
        <source>Axes grow towards</source>
        <translation>Los ejes crecen hacia</translation>
    </message>
    <message>
        <source>Axes of the file</source>
        <translation>Ejes del archivo</translation>
    </message>
    <message>
        <source>Axial</source>
        <translation>Axial</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>Coronal</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>Voltear</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Dejarlo así</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>Sagital</translation>
    </message>
    <message>
        <source>Take these axes</source>
        <translation>Tomar estos ejes</translation>
    </message>
    <message>
        <source>The file does not say which way its axes run, and the shape of the head hardly tells it. {0} is a guess.</source>
        <translation>El archivo no indica en qué dirección van sus ejes, y la forma de la cabeza apenas lo dice. {0} es una suposición.</translation>
    </message>
    <message>
        <source>The file does not say which way its axes run. By the shape of the head they run {0}; left and right cannot be told from it.</source>
        <translation>El archivo no indica en qué dirección van sus ejes. Por la forma de la cabeza van en dirección {0}; izquierda y derecha no se pueden saber por ella.</translation>
    </message>
    <message>
        <source>The file does not say which way its axes run. Its shape is that of BraTS, whose axes run {0}.</source>
        <translation>El archivo no indica en qué dirección van sus ejes. Su forma es la de BraTS, cuyos ejes van en dirección {0}.</translation>
    </message>
    <message>
        <source>The file does not say which way its axes run. {0} is a guess.</source>
        <translation>El archivo no indica en qué dirección van sus ejes. {0} es una suposición.</translation>
    </message>
    <message>
        <source>The letters stay where they are; turn and flip the pictures until the head fits them: nose towards A, crown towards S, the patient&apos;s right towards R.</source>
        <translation>Las letras no se mueven; gire y voltee las imágenes hasta que la cabeza coincida con ellas: nariz hacia A, coronilla hacia S, la derecha del paciente hacia R.</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>Girar</translation>
    </message>
    <message>
        <source>You stated that the axes run {0}.</source>
        <translation>Usted indicó que los ejes van en dirección {0}.</translation>
    </message>
    <message>
        <source>back</source>
        <translation>atrás</translation>
    </message>
    <message>
        <source>bottom</source>
        <translation>abajo</translation>
    </message>
    <message>
        <source>front</source>
        <translation>delante</translation>
    </message>
    <message>
        <source>left</source>
        <translation>izquierda</translation>
    </message>
    <message>
        <source>right</source>
        <translation>derecha</translation>
    </message>
    <message>
        <source>top</source>
        <translation>arriba</translation>
    </message>
</context>
<context>
    <name>BesideArea</name>
    <message>
        <source>not in this time point</source>
        <translation>no está en este momento</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>leyendo…</translation>
    </message>
    <message>
        <source>{0}   ({1}: the other one)</source>
        <translation>{0}   ({1}: el otro)</translation>
    </message>
</context>
<context>
    <name>BesidePanel</name>
    <message>
        <source>Beside</source>
        <translation>Al lado</translation>
    </message>
    <message>
        <source>Both time points need a segmentation that tells this region.</source>
        <translation>Ambos momentos necesitan una segmentación que distinga esta región.</translation>
    </message>
    <message>
        <source>Grown: {0} ml</source>
        <translation>Creció: {0} ml</translation>
    </message>
    <message>
        <source>Shrunk: {0} ml</source>
        <translation>Se redujo: {0} ml</translation>
    </message>
    <message>
        <source>Stable: {0} ml</source>
        <translation>Sin cambio: {0} ml</translation>
    </message>
    <message>
        <source>Time point that stands beside the open study</source>
        <translation>Momento que está junto al estudio abierto</translation>
    </message>
</context>
<context>
    <name>BrainPanel</name>
    <message>
        <source>Brain</source>
        <translation>Cerebro</translation>
    </message>
    <message>
        <source>Only what lies within is looked at. Where tumour was cut away or skull was left, paint, then segment again.</source>
        <translation>Solo se mira lo que queda dentro. Donde se haya cortado tumor o haya quedado cráneo, pinte y segmente de nuevo.</translation>
    </message>
    <message>
        <source>Segment again</source>
        <translation>Segmentar de nuevo</translation>
    </message>
    <message>
        <source>Show its outline</source>
        <translation>Mostrar su contorno</translation>
    </message>
    <message>
        <source>The outline was corrected: the tumour shown was found without that.</source>
        <translation>El contorno se ha corregido: el tumor que se muestra se encontró sin esa corrección.</translation>
    </message>
</context>
<context>
    <name>CategoryPanel</name>
    <message>
        <source>Extent of resection</source>
        <translation>Extensión de la resección</translation>
    </message>
    <message>
        <source>Not told yet:</source>
        <translation>Falta decir:</translation>
    </message>
    <message>
        <source>Support, not a diagnosis: the category follows from the numbers and from what you said. Who treats the patient decides.</source>
        <translation>Un apoyo, no un diagnóstico: la categoría resulta de los números y de lo que usted dijo. Decide quien trata al paciente.</translation>
    </message>
</context>
<context>
    <name>ClickPanel</name>
    <message>
        <source>1 click</source>
        <translation>1 clic</translation>
    </message>
    <message>
        <source>Click where the result is wrong.</source>
        <translation>Haga clic donde el resultado está mal.</translation>
    </message>
    <message>
        <source>Correct with a click</source>
        <translation>Corregir con un clic</translation>
    </message>
    <message>
        <source>Left click or scribble: it belongs to it. Right: it does not. At the cursor: the keys “{0}” and “{1}”. With Ctrl a click moves the cursor, with Shift the picture.</source>
        <translation>Clic o trazo izquierdo: pertenece. Derecho: no. En el cursor: las teclas «{0}» y «{1}». Con Ctrl un clic mueve el cursor; con Mayús, la imagen.</translation>
    </message>
    <message>
        <source>Looking what it changes…</source>
        <translation>Buscando qué cambia…</translation>
    </message>
    <message>
        <source>Nothing changes: what you clicked is already as you want it.</source>
        <translation>Nada cambia: lo señalado ya está como usted quiere.</translation>
    </message>
    <message>
        <source>The click network does not answer here: what is clicked grows by grey values and by what the model found probable. Look at the preview with more care.</source>
        <translation>La red de los clics no responde aquí: lo señalado crece según los grises y lo que el modelo halló probable. Revise lo propuesto con más cuidado.</translation>
    </message>
    <message>
        <source>What you click belongs, or does not belong, to:</source>
        <translation>Lo que señala pertenece, o no, a:</translation>
    </message>
    <message>
        <source>{0} clicks</source>
        <translation>{0} clics</translation>
    </message>
    <message>
        <source>{0}: {1} ml added, {2} ml taken away. Enter keeps it, Escape drops it.</source>
        <translation>{0}: {1} ml añadidos, {2} ml quitados. Intro lo acepta, Escape lo descarta.</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Choose a reference to compare the result with.</source>
        <translation>Elija una referencia con la que comparar el resultado.</translation>
    </message>
    <message>
        <source>Click: go to the lesion.</source>
        <translation>Clic: ir a la lesión.</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Comparando</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Diferencias</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Lesiones</translation>
    </message>
    <message>
        <source>Lesions of {0}: {1}</source>
        <translation>Lesiones de {0}: {1}</translation>
    </message>
    <message>
        <source>Nothing to compare yet: segment in both modes or with another model, or load a label map with {0}.</source>
        <translation>Aún no hay nada que comparar: segmente en ambos modos o con otro modelo, o cargue un mapa de etiquetas con {0}.</translation>
    </message>
    <message>
        <source>Only in the reference (false negative)</source>
        <translation>Solo en la referencia (falso negativo)</translation>
    </message>
    <message>
        <source>Only in the result (false positive)</source>
        <translation>Solo en el resultado (falso positivo)</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>Contornos</translation>
    </message>
    <message>
        <source>Paint what only one of the two has</source>
        <translation>Pintar lo que solo tiene uno de los dos</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Referencia</translation>
    </message>
    <message>
        <source>Reference it is compared with</source>
        <translation>Referencia con la que se compara</translation>
    </message>
    <message>
        <source>Scores of each region</source>
        <translation>Puntuaciones de cada región</translation>
    </message>
    <message>
        <source>The reference as outlines with a white rim</source>
        <translation>La referencia como contornos con borde blanco</translation>
    </message>
    <message>
        <source>They agree about this region.</source>
        <translation>Coinciden en esta región.</translation>
    </message>
    <message>
        <source>{0} disagreements</source>
        <translation>{0} desacuerdos</translation>
    </message>
    <message>
        <source>{0} of {1}: {2}</source>
        <translation>{0} de {1}: {2}</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Found</source>
        <translation>Hallada</translation>
    </message>
    <message>
        <source>Invented</source>
        <translation>Inventada</translation>
    </message>
    <message>
        <source>Lesion-wise Dice as in BraTS 2023: mean over all lesions</source>
        <translation>Dice por lesión como en BraTS 2023: media de todas las lesiones</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Lesiones</translation>
    </message>
    <message>
        <source>Millimetres between the borders, the worst 5 % left out</source>
        <translation>Milímetros entre los bordes, sin el peor 5 %</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Omitida</translation>
    </message>
    <message>
        <source>Of a lesion that was found</source>
        <translation>De una lesión hallada</translation>
    </message>
    <message>
        <source>Volume in millilitres</source>
        <translation>Volumen en mililitros</translation>
    </message>
    <message>
        <source>Volume of the result minus that of the reference</source>
        <translation>Volumen del resultado menos el de la referencia</translation>
    </message>
    <message>
        <source>What both share, from 0 to 1 (the same)</source>
        <translation>Lo que ambos comparten, de 0 a 1 (iguales)</translation>
    </message>
    <message>
        <source>ml</source>
        <translation>ml</translation>
    </message>
    <message>
        <source>only in the reference, {0} ml</source>
        <translation>solo en la referencia, {0} ml</translation>
    </message>
    <message>
        <source>only in the result, {0} ml</source>
        <translation>solo en el resultado, {0} ml</translation>
    </message>
    <message>
        <source>Δ ml</source>
        <translation>Δ ml</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>A contour lies {0} mm off every slice of the series.</source>
        <translation>Un contorno queda a {0} mm de todo corte de la serie.</translation>
    </message>
    <message>
        <source>A file that stacks all four is opened as such, with their order.</source>
        <translation>Un archivo que apila las cuatro se abre como tal, indicando su orden.</translation>
    </message>
    <message>
        <source>A follow-up needs two time points or more; {0} was given. Name the studies of the other days too.</source>
        <translation>Un seguimiento necesita dos o más momentos; se dio {0}. Indique también los estudios de los otros días.</translation>
    </message>
    <message>
        <source>A frame lies {0} mm off every slice of the series.</source>
        <translation>Un cuadro queda a {0} mm de todo corte de la serie.</translation>
    </message>
    <message>
        <source>A label map must hold whole numbers; this file does not.</source>
        <translation>Un mapa de etiquetas debe tener números enteros; este archivo no los tiene.</translation>
    </message>
    <message>
        <source>A model package is a folder that holds model.json, weights.safetensors and, for OpenVINO, model.xml; python -m training export makes one out of a checkpoint.</source>
        <translation>Un modelo es una carpeta que contiene model.json, weights.safetensors y, para OpenVINO, model.xml; python -m training export hace uno a partir de un punto de control.</translation>
    </message>
    <message>
        <source>A package of python -m training export (model.json), a MONAI bundle (inference.json), a results folder of nnU-Net v2 (plans.json, dataset.json, fold_0) or an ONNX file with a JSON of the same name can be brought.</source>
        <translation>Se puede añadir un paquete de python -m training export (model.json), un «bundle» de MONAI (inference.json), una carpeta de resultados de nnU-Net v2 (plans.json, dataset.json, fold_0) o un archivo ONNX con un JSON del mismo nombre.</translation>
    </message>
    <message>
        <source>As to contrast, every T1 names a contrast agent, and it is not the first.</source>
        <translation>En cuanto al contraste, todas las T1 indican un medio de contraste, y no es la primera.</translation>
    </message>
    <message>
        <source>As to contrast, every T1 names a contrast agent, and this is the first of them.</source>
        <translation>En cuanto al contraste, todas las T1 indican un medio de contraste, y esta es la primera.</translation>
    </message>
    <message>
        <source>As to contrast, it names an agent (“{0}”), but comes before one without.</source>
        <translation>En cuanto al contraste, indica un medio de contraste («{0}»), pero es anterior a una sin él.</translation>
    </message>
    <message>
        <source>As to contrast, it tells no contrast agent.</source>
        <translation>En cuanto al contraste, no indica ningún medio de contraste.</translation>
    </message>
    <message>
        <source>As to contrast, it tells no contrast, and another does.</source>
        <translation>En cuanto al contraste, no indica contraste, y otra sí.</translation>
    </message>
    <message>
        <source>As to contrast, it was acquired after one with contrast.</source>
        <translation>En cuanto al contraste, se adquirió después de una con contraste.</translation>
    </message>
    <message>
        <source>As to contrast, its contrast agent is “{0}”.</source>
        <translation>En cuanto al contraste, su medio de contraste es «{0}».</translation>
    </message>
    <message>
        <source>As to contrast, its name holds “{0}” and its contrast agent is “{1}”.</source>
        <translation>En cuanto al contraste, su nombre contiene «{0}» y su medio de contraste es «{1}».</translation>
    </message>
    <message>
        <source>As to contrast, its name holds “{0}”, though it names an agent (“{1}”).</source>
        <translation>En cuanto al contraste, su nombre contiene «{0}», aunque indica un medio de contraste («{1}»).</translation>
    </message>
    <message>
        <source>As to contrast, its name holds “{0}”.</source>
        <translation>En cuanto al contraste, su nombre contiene «{0}».</translation>
    </message>
    <message>
        <source>As to contrast, no T1 tells contrast, and a later one may be with or without.</source>
        <translation>En cuanto al contraste, ninguna T1 indica contraste, y una posterior puede llevarlo o no.</translation>
    </message>
    <message>
        <source>As to contrast, no T1 tells contrast, and it is the first.</source>
        <translation>En cuanto al contraste, ninguna T1 indica contraste, y es la primera.</translation>
    </message>
    <message>
        <source>By the shape of the head they were taken to run {0}.</source>
        <translation>Por la forma de la cabeza se tomó que van en dirección {0}.</translation>
    </message>
    <message>
        <source>CRC check failed {0}</source>
        <translation>falló la comprobación CRC {0}</translation>
    </message>
    <message>
        <source>Choose another series, or one that was reformatted evenly.</source>
        <translation>Elija otra serie, o una reformateada con cortes equidistantes.</translation>
    </message>
    <message>
        <source>Choose the folder of the study.</source>
        <translation>Elija la carpeta del estudio.</translation>
    </message>
    <message>
        <source>Compressed file ended before the end-of-stream marker was reached</source>
        <translation>el archivo comprimido termina antes de su marca final</translation>
    </message>
    <message>
        <source>Converted to OpenVINO, this network&apos;s probabilities differ by {0} from the original&apos;s on the demo study; at most {1} is allowed.</source>
        <translation>Convertida a OpenVINO, las probabilidades de esta red difieren en {0} de las del original en el estudio de demostración; se admite {1} como máximo.</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>Cópielo o descárguelo de nuevo.</translation>
    </message>
    <message>
        <source>Copy the whole disc.</source>
        <translation>Copie el disco completo.</translation>
    </message>
    <message>
        <source>Different models segmented these time points: {0}. What changed may be the difference of the models. Segment them all with one.</source>
        <translation>Modelos distintos segmentaron estos momentos: {0}. Lo que cambió puede ser la diferencia entre los modelos. Segméntelos todos con uno solo.</translation>
    </message>
    <message>
        <source>Expected 1 to {0} margins above 0 and up to {1} mm, found {2}.</source>
        <translation>Se esperaban de 1 a {0} márgenes mayores que 0 y de hasta {1} mm; se encontró {2}.</translation>
    </message>
    <message>
        <source>Expected frames of {0}, found {1}.</source>
        <translation>Se esperaban cuadros de {0} y hay de {1}.</translation>
    </message>
    <message>
        <source>Export the series again, whole, or choose another.</source>
        <translation>Exporte de nuevo la serie completa o elija otra.</translation>
    </message>
    <message>
        <source>Files whose names tell no sequence were left out: {0}. If one of them is {1}, name the files one by one.</source>
        <translation>Se dejaron fuera archivos cuyos nombres no indican ninguna secuencia: {0}. Si alguno es {1}, indique los archivos uno por uno.</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>error de lectura o escritura del disco</translation>
    </message>
    <message>
        <source>It asks for {0}.</source>
        <translation>Pide {0}.</translation>
    </message>
    <message>
        <source>It covers {0} mm, and a brain takes {1}.</source>
        <translation>Abarca {0} mm, y un cerebro ocupa {1}.</translation>
    </message>
    <message>
        <source>It does not tell left from right: {0} is as likely, so every side is a guess.</source>
        <translation>Esta no distingue izquierda de derecha: {0} es igual de probable, así que cada lado es una suposición.</translation>
    </message>
    <message>
        <source>It holds no pictures ({0}).</source>
        <translation>No contiene imágenes ({0}).</translation>
    </message>
    <message>
        <source>It is the surest of {0}.</source>
        <translation>Es la más segura de {0}.</translation>
    </message>
    <message>
        <source>It is {0}.</source>
        <translation>Es {0}.</translation>
    </message>
    <message>
        <source>It is {0}: its acquisition contrast is {1}.</source>
        <translation>Es {0}: su contraste de adquisición es {1}.</translation>
    </message>
    <message>
        <source>It is {0}: its b-value is {1}.</source>
        <translation>Es {0}: su valor b es {1}.</translation>
    </message>
    <message>
        <source>It is {0}: its image type says {1}.</source>
        <translation>Es {0}: su tipo de imagen dice {1}.</translation>
    </message>
    <message>
        <source>It is {0}: its name holds “{1}”.</source>
        <translation>Es {0}: su nombre contiene «{1}».</translation>
    </message>
    <message>
        <source>It is {0}: its pulse sequence is {1}.</source>
        <translation>Es {0}: su secuencia de pulsos es {1}.</translation>
    </message>
    <message>
        <source>It was reformatted from another series.</source>
        <translation>Se reformateó a partir de otra serie.</translation>
    </message>
    <message>
        <source>Its body part is {0}, not the brain.</source>
        <translation>Su región anatómica es {0}, no el cerebro.</translation>
    </message>
    <message>
        <source>Its header tells it ({0}), its name does not.</source>
        <translation>Lo indica su cabecera ({0}), no su nombre.</translation>
    </message>
    <message>
        <source>Its instance numbers begin at {0}: slices before it may be missing.</source>
        <translation>Sus números de instancia empiezan en {0}: pueden faltar cortes anteriores.</translation>
    </message>
    <message>
        <source>Its modality is {0}, and MR is needed.</source>
        <translation>Su modalidad es {0}, y se necesita MR.</translation>
    </message>
    <message>
        <source>Its name holds “{0}” and its header agrees ({1}).</source>
        <translation>Su nombre contiene «{0}» y su cabecera coincide ({1}).</translation>
    </message>
    <message>
        <source>Its name holds “{0}”, but its header says otherwise ({1}).</source>
        <translation>Su nombre contiene «{0}», pero su cabecera dice otra cosa ({1}).</translation>
    </message>
    <message>
        <source>Its name holds “{0}”, not the brain.</source>
        <translation>Su nombre contiene «{0}», no el cerebro.</translation>
    </message>
    <message>
        <source>Its name holds “{0}”, which is none of the four.</source>
        <translation>Su nombre contiene «{0}», que no es ninguna de las cuatro.</translation>
    </message>
    <message>
        <source>Its name holds “{0}”; its header is silent.</source>
        <translation>Su nombre contiene «{0}»; su cabecera no dice nada.</translation>
    </message>
    <message>
        <source>Its pictures are in colour, as maps and captures are.</source>
        <translation>Sus imágenes son en color, como las de mapas y capturas.</translation>
    </message>
    <message>
        <source>Its pictures were compressed with loss.</source>
        <translation>Sus imágenes se comprimieron con pérdida.</translation>
    </message>
    <message>
        <source>Its positions count along an animal&apos;s axes.</source>
        <translation>Sus posiciones siguen los ejes de un animal.</translation>
    </message>
    <message>
        <source>Its shape is that of BraTS, so they were taken to run L-P-S on BraTS&apos;s grid, left and right included.</source>
        <translation>Su forma es la de BraTS, así que se tomó que van en dirección L-P-S en la rejilla de BraTS, con izquierda y derecha incluidas.</translation>
    </message>
    <message>
        <source>Its slices are stacked aslant by {0}° (gantry tilt).</source>
        <translation>Sus cortes están apilados con una inclinación de {0}° (inclinación del gantry).</translation>
    </message>
    <message>
        <source>Its slices cannot be placed: {0}, first of {1}, tells {2}.</source>
        <translation>Sus cortes no se pueden situar: {0}, el primero de {1}, indica {2}.</translation>
    </message>
    <message>
        <source>Its slices make no grid: {0}.</source>
        <translation>Sus cortes no forman una rejilla: {0}.</translation>
    </message>
    <message>
        <source>Let the program align it to {0} (the button “Align and remove the skull”; on the command line --raw), or use files that were co-registered.</source>
        <translation>Deje que el programa la alinee con {0} (el botón «Alinear y quitar el cráneo»; en la línea de comandos, --raw) o use archivos corregistrados.</translation>
    </message>
    <message>
        <source>Let the program remove it (the button “Align and remove the skull”; on the command line --raw), or another beforehand (HD-BET, SynthStrip or deepbet can).</source>
        <translation>Deje que el programa lo quite (el botón «Alinear y quitar el cráneo»; en la línea de comandos, --raw) o quítelo antes con otro (HD-BET, SynthStrip o deepbet).</translation>
    </message>
    <message>
        <source>Listing files</source>
        <translation>Buscando archivos</translation>
    </message>
    <message>
        <source>Look at the views, and state the axes if you know them.</source>
        <translation>Mire las vistas e indique los ejes si los conoce.</translation>
    </message>
    <message>
        <source>Mean Dice of {0} over held-out cases: {1} instead of {2} with all four.</source>
        <translation>Dice medio de {0} en casos apartados: {1} en lugar de {2} con las cuatro.</translation>
    </message>
    <message>
        <source>Mean Dice of {0} over held-out cases: {1}.</source>
        <translation>Dice medio de {0} en casos apartados: {1}.</translation>
    </message>
    <message>
        <source>Neither its name nor its header tells one of the four ({0}).</source>
        <translation>Ni su nombre ni su cabecera indican una de las cuatro ({0}).</translation>
    </message>
    <message>
        <source>No file was named for {0}.</source>
        <translation>No se indicó ningún archivo para {0}.</translation>
    </message>
    <message>
        <source>No file&apos;s name tells {0}.</source>
        <translation>Ningún nombre de archivo indica {0}.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>no queda espacio en el disco</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>no existe ese archivo o carpeta</translation>
    </message>
    <message>
        <source>Not recognised: {0}.</source>
        <translation>No reconocidos: {0}.</translation>
    </message>
    <message>
        <source>Of the four sequences there is only {0}.</source>
        <translation>De las cuatro secuencias solo hay {0}.</translation>
    </message>
    <message>
        <source>Of {0} it is the best by coverage and resolution.</source>
        <translation>De {0}, es la mejor por cobertura y resolución.</translation>
    </message>
    <message>
        <source>Of {0} it is the latest of equals.</source>
        <translation>De {0}, es la última entre iguales.</translation>
    </message>
    <message>
        <source>One series was chosen for two sequences. Choose one for each.</source>
        <translation>Se eligió una misma serie para dos secuencias. Elija una para cada una.</translation>
    </message>
    <message>
        <source>Only tensors, plain values and numpy&apos;s numbers are read.</source>
        <translation>Solo se leen tensores, valores simples y números de numpy.</translation>
    </message>
    <message>
        <source>Only {0} ml of tissue are in view in {1}, less than a whole brain. The model learnt from whole brains: check the result by eye.</source>
        <translation>Solo se ven {0} ml de tejido en {1}, menos que un cerebro entero. El modelo aprendió con cerebros enteros: revise el resultado a ojo.</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>permiso denegado</translation>
    </message>
    <message>
        <source>R-A-S was taken: state the axes if that is wrong.</source>
        <translation>Se tomó R-A-S: indique los ejes si es incorrecto.</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>el disco es de solo lectura</translation>
    </message>
    <message>
        <source>Reading DICOM headers</source>
        <translation>Leyendo cabeceras DICOM</translation>
    </message>
    <message>
        <source>Reading it would run code.</source>
        <translation>Leerlo ejecutaría código.</translation>
    </message>
    <message>
        <source>Reading slices</source>
        <translation>Leyendo cortes</translation>
    </message>
    <message>
        <source>Save the weights as a state dict: torch.save(network.state_dict(), path).</source>
        <translation>Guarde los pesos como «state dict»: torch.save(network.state_dict(), path).</translation>
    </message>
    <message>
        <source>Series {0}</source>
        <translation>Serie {0}</translation>
    </message>
    <message>
        <source>Series {0} (“{1}”)</source>
        <translation>Serie {0} («{1}»)</translation>
    </message>
    <message>
        <source>Series {0} (“{1}”) may be {2}.</source>
        <translation>La serie {0} («{1}») puede ser {2}.</translation>
    </message>
    <message>
        <source>Series {0} may be {1}.</source>
        <translation>La serie {0} puede ser {1}.</translation>
    </message>
    <message>
        <source>Slices: {0}, and {1} are needed.</source>
        <translation>Cortes: {0}, y se necesitan {1}.</translation>
    </message>
    <message>
        <source>State the axes if you know them.</source>
        <translation>Indique los ejes si los conoce.</translation>
    </message>
    <message>
        <source>T1Gd is darker than T1 where contrast shines (vessels, sinuses, mucosa, tumour rims), so the two may be exchanged, or no contrast was given. Compare them, and choose the files one by one if they are.</source>
        <translation>T1Gd es más oscura que T1 donde brilla el contraste (vasos, senos, mucosa, bordes del tumor): las dos pueden estar intercambiadas, o no se administró contraste. Compárelas y, si es así, elija los archivos uno por uno.</translation>
    </message>
    <message>
        <source>T1Gd shows nothing that T1 does not, so it may be T1 under another name, or taken before contrast. Compare the two, and choose the files one by one if it is.</source>
        <translation>T1Gd no muestra nada que T1 no muestre: puede ser T1 con otro nombre, o tomada antes del contraste. Compárelas y, si es así, elija los archivos uno por uno.</translation>
    </message>
    <message>
        <source>TR {0}, TE {1} ms</source>
        <translation>TR {0}; TE {1} ms</translation>
    </message>
    <message>
        <source>TR {0}, TE {1}, TI {2} ms</source>
        <translation>TR {0}; TE {1}; TI {2} ms</translation>
    </message>
    <message>
        <source>The axes were taken to run {0}, as was stated for the file of {1}.</source>
        <translation>Se tomó que los ejes van en dirección {0}, como se indicó para el archivo de {1}.</translation>
    </message>
    <message>
        <source>The brain goes on beyond the first or last slice, so that part of it was not scanned. What lies there is in no result.</source>
        <translation>El cerebro continúa más allá del primer o del último corte, así que una parte no se exploró. Lo que haya allí no está en ningún resultado.</translation>
    </message>
    <message>
        <source>The brain in {0} covers the one in {1} by only {2} %: they are not registered, not of one patient, or one is cut. Look at both with the linked cursor.</source>
        <translation>El cerebro de {0} cubre el de {1} solo en {2} %: no están corregistradas, no son del mismo paciente o una está cortada. Mire ambas con el cursor enlazado.</translation>
    </message>
    <message>
        <source>The file of {0} does not say which way its axes run, so left and right, front and back, top and bottom are a guess. State the axes if you know them.</source>
        <translation>El archivo de {0} no indica en qué dirección van sus ejes, así que izquierda y derecha, delante y detrás, arriba y abajo son una suposición. Indique los ejes si los conoce.</translation>
    </message>
    <message>
        <source>The file of {0} does not say which way its axes run.</source>
        <translation>El archivo de {0} no indica en qué dirección van sus ejes.</translation>
    </message>
    <message>
        <source>The header gives the identity as the place, as programs write it that know none, and the head lies as if the axes ran {0}, not R-A-S.</source>
        <translation>El encabezado da la identidad como lugar, como la escriben los programas que no conocen ninguno, y la cabeza está como si los ejes fueran en dirección {0}, no R-A-S.</translation>
    </message>
    <message>
        <source>The headers of the source images tell no {0}, without which no DICOM object can refer to them. Write NIfTI, or export the series again from the archive.</source>
        <translation>Las cabeceras de las imágenes de origen no indican {0}, sin lo cual ningún objeto DICOM puede remitir a ellas. Escriba NIfTI, o exporte la serie de nuevo desde el archivo.</translation>
    </message>
    <message>
        <source>The label map holds the values {0}, which {1} does not name (it knows {2}). Choose another convention; 4 beside 3 is a resection cavity of a post-treatment set, which this program does not handle.</source>
        <translation>El mapa de etiquetas tiene los valores {0}, que {1} no nombra (conoce {2}). Elija otra convención; 4 junto a 3 es una cavidad de resección de un conjunto posterior al tratamiento, que este programa no maneja.</translation>
    </message>
    <message>
        <source>The model learnt from brains without skull and will be wrong here.</source>
        <translation>El modelo aprendió de cerebros sin cráneo y aquí se equivocará.</translation>
    </message>
    <message>
        <source>The order names {0} twice. Name each sequence once.</source>
        <translation>El orden nombra dos veces {0}. Nombre cada secuencia una vez.</translation>
    </message>
    <message>
        <source>The picture would be {0} × {1} pixels; the limit is {2}. Choose a smaller scale.</source>
        <translation>La imagen tendría {0} × {1} píxeles; el límite es {2}. Elija una escala menor.</translation>
    </message>
    <message>
        <source>The program would have set it aside.</source>
        <translation>El programa la habría descartado.</translation>
    </message>
    <message>
        <source>The sequences look mixed up: {0}. Compare them with what you expect, and choose the files one by one if they are.</source>
        <translation>Las secuencias parecen mezcladas: {0}. Compárelas con lo que espera y, si lo están, elija los archivos uno por uno.</translation>
    </message>
    <message>
        <source>The sequences of this study lie on one grid already, so that nothing was aligned and there is nothing to write.</source>
        <translation>Las secuencias de este estudio ya están en una misma rejilla, así que no se alineó nada y no hay nada que escribir.</translation>
    </message>
    <message>
        <source>The series lies in {0} multi-frame files, and a DICOM object that refers to several of them cannot be written. Write NIfTI.</source>
        <translation>La serie está en {0} archivos multicuadro, y no se puede escribir un objeto DICOM que remita a varios de ellos. Escriba NIfTI.</translation>
    </message>
    <message>
        <source>The shape of the head hardly tells it; they were taken to run {0}, which may be wrong, and so may be the result.</source>
        <translation>La forma de la cabeza apenas lo dice; se tomó que van en dirección {0}, lo que puede ser erróneo, y el resultado también.</translation>
    </message>
    <message>
        <source>The skull is still there in {0} (about {1} ml of head; a brain has up to {2}).</source>
        <translation>El cráneo sigue ahí en {0} (unos {1} ml de cabeza; un cerebro tiene hasta {2}).</translation>
    </message>
    <message>
        <source>The skull was removed; {0} ml of brain are left. Look at its outline.</source>
        <translation>Se quitó el cráneo; quedan {0} ml de cerebro. Compruebe su contorno.</translation>
    </message>
    <message>
        <source>The slices are tilted {0}° against the scanner&apos;s axes ({1}). The views follow the slices, so left, right, front and back are approximate.</source>
        <translation>Los cortes están inclinados {0}° respecto de los ejes del equipo ({1}). Las vistas siguen los cortes, así que las direcciones izquierda, derecha, adelante y atrás son aproximadas.</translation>
    </message>
    <message>
        <source>The slices are {0} mm thick ({1}: {2} mm). The model learnt from 1 mm voxels: expect coarse borders and check volumes by eye.</source>
        <translation>Los cortes tienen {0} mm de grosor ({1}: {2} mm). El modelo aprendió con vóxeles de 1 mm: espere bordes toscos y revise los volúmenes a ojo.</translation>
    </message>
    <message>
        <source>The time points stand in the order in which they were named ({0}), for no date is known of {1}. Check it, or type the dates.</source>
        <translation>Los momentos están en el orden en que se nombraron ({0}), pues no se conoce la fecha de {1}. Compruébelo o escriba las fechas.</translation>
    </message>
    <message>
        <source>The time points stand in the order of their dates: {0}.</source>
        <translation>Los momentos están en el orden de sus fechas: {0}.</translation>
    </message>
    <message>
        <source>The time points were named in another order than their dates tell: {0}.</source>
        <translation>Los momentos se nombraron en un orden distinto al de sus fechas: {0}.</translation>
    </message>
    <message>
        <source>The voxels are askew ({0}: their edges miss a right angle by {1}°), as after a tilted gantry or an affine registration. Volumes allow for that; the views draw them straight, and the model learnt from right angles: check the result by eye.</source>
        <translation>Los vóxeles están sesgados ({0}: sus aristas se apartan {1}° del ángulo recto), como tras un gantry inclinado o un registro afín. Los volúmenes lo tienen en cuenta; las vistas los dibujan rectos y el modelo aprendió de ángulos rectos: revise el resultado a ojo.</translation>
    </message>
    <message>
        <source>The voxels are far from cubes ({0}: {1} mm). The model learnt from 1 mm cubes: check borders by eye.</source>
        <translation>Los vóxeles distan de ser cubos ({0}: {1} mm). El modelo aprendió con cubos de 1 mm: revise los bordes a ojo.</translation>
    </message>
    <message>
        <source>These dates were read in names of folders or files: {0}. Check them.</source>
        <translation>Estas fechas se leyeron en nombres de carpetas o archivos: {0}. Compruébelas.</translation>
    </message>
    <message>
        <source>These series are of several patients or studies. Choose those of one study.</source>
        <translation>Estas series son de varios pacientes o estudios. Elija las de un solo estudio.</translation>
    </message>
    <message>
        <source>This network cannot be converted to OpenVINO: {0}</source>
        <translation>Esta red no se puede convertir a OpenVINO: {0}</translation>
    </message>
    <message>
        <source>This study lacks {0}: the result is less accurate than one of all four sequences, so check it by eye.</source>
        <translation>Este estudio carece de {0}: el resultado es menos exacto que con las cuatro secuencias, así que revíselo a ojo.</translation>
    </message>
    <message>
        <source>This study was not read from DICOM, so there are no source images that a DICOM object could refer to. Open the DICOM series themselves, or write NIfTI.</source>
        <translation>Este estudio no se leyó de DICOM, así que no hay imágenes de origen a las que un objeto DICOM pueda remitir. Abra las propias series DICOM, o escriba NIfTI.</translation>
    </message>
    <message>
        <source>Two sequences at least are needed, T1Gd or FLAIR among them.</source>
        <translation>Hacen falta al menos dos secuencias, entre ellas T1Gd o FLAIR.</translation>
    </message>
    <message>
        <source>Two time points are called {0}. Give each study once, or rename one.</source>
        <translation>Dos momentos se llaman {0}. Indique cada estudio una sola vez, o cambie el nombre de uno.</translation>
    </message>
    <message>
        <source>Voxels of 1 mm were assumed.</source>
        <translation>Se supusieron vóxeles de 1 mm.</translation>
    </message>
    <message>
        <source>Without T1Gd, tumour core and enhancing tumour cannot be told: of the result only the whole tumour counts.</source>
        <translation>Sin T1Gd no se pueden distinguir el núcleo tumoral ni el tumor con realce: del resultado solo cuenta el tumor completo.</translation>
    </message>
    <message>
        <source>a derived map</source>
        <translation>un mapa derivado</translation>
    </message>
    <message>
        <source>a label map does not lie on the study&apos;s grid</source>
        <translation>un mapa de etiquetas no está en la rejilla del estudio</translation>
    </message>
    <message>
        <source>a label map holds what is no label</source>
        <translation>un mapa de etiquetas contiene lo que no es etiqueta</translation>
    </message>
    <message>
        <source>a localiser</source>
        <translation>un localizador</translation>
    </message>
    <message>
        <source>a mirrored axis that is none</source>
        <translation>un eje reflejado que no existe</translation>
    </message>
    <message>
        <source>a phase picture, or part of a complex one</source>
        <translation>una imagen de fase, o parte de una compleja</translation>
    </message>
    <message>
        <source>a projection, not slices</source>
        <translation>una proyección, no cortes</translation>
    </message>
    <message>
        <source>a region without output</source>
        <translation>una región sin salida</translation>
    </message>
    <message>
        <source>a secondary capture</source>
        <translation>una captura secundaria</translation>
    </message>
    <message>
        <source>a step is no table of five columns</source>
        <translation>un paso no es una tabla de cinco columnas</translation>
    </message>
    <message>
        <source>a step lies outside of the label map</source>
        <translation>un paso queda fuera del mapa de etiquetas</translation>
    </message>
    <message>
        <source>a subtraction of two series</source>
        <translation>una sustracción de dos series</translation>
    </message>
    <message>
        <source>acquisition contrast {0}</source>
        <translation>contraste de adquisición {0}</translation>
    </message>
    <message>
        <source>an impossible orientation</source>
        <translation>una orientación imposible</translation>
    </message>
    <message>
        <source>an overlap outside of 0 to 0.9</source>
        <translation>un solapamiento fuera de 0 a 0.9</translation>
    </message>
    <message>
        <source>angiography</source>
        <translation>angiografía</translation>
    </message>
    <message>
        <source>as many normalisations as no channels</source>
        <translation>un número de normalizaciones distinto del de canales</translation>
    </message>
    <message>
        <source>b-value</source>
        <translation>valor b</translation>
    </message>
    <message>
        <source>brain extractor</source>
        <translation>extractor de cerebro</translation>
    </message>
    <message>
        <source>click network</source>
        <translation>red de clics</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>colores</translation>
    </message>
    <message>
        <source>complex numbers</source>
        <translation>números complejos</translation>
    </message>
    <message>
        <source>contrast agent</source>
        <translation>medio de contraste</translation>
    </message>
    <message>
        <source>diffusion, or a map of it</source>
        <translation>difusión, o un mapa de ella</translation>
    </message>
    <message>
        <source>echo time</source>
        <translation>tiempo de eco</translation>
    </message>
    <message>
        <source>expected {0}, found {1}</source>
        <translation>se esperaba {0}, se encontró {1}</translation>
    </message>
    <message>
        <source>frame of reference</source>
        <translation>el marco de referencia</translation>
    </message>
    <message>
        <source>front and back</source>
        <translation>adelante y atrás</translation>
    </message>
    <message>
        <source>functional imaging</source>
        <translation>imagen funcional</translation>
    </message>
    <message>
        <source>image type</source>
        <translation>tipo de imagen</translation>
    </message>
    <message>
        <source>instance UID</source>
        <translation>el UID de la instancia</translation>
    </message>
    <message>
        <source>inversion time</source>
        <translation>tiempo de inversión</translation>
    </message>
    <message>
        <source>it cannot be unpacked ({0})</source>
        <translation>no se puede descomprimir ({0})</translation>
    </message>
    <message>
        <source>it did not read back as it was written ({0})</source>
        <translation>no se leyó de vuelta como se escribió ({0})</translation>
    </message>
    <message>
        <source>it does not say that it is one</source>
        <translation>no dice que lo sea</translation>
    </message>
    <message>
        <source>it holds {0} members</source>
        <translation>contiene {0} miembros</translation>
    </message>
    <message>
        <source>it holds {0}, not whole numbers of one or two bytes</source>
        <translation>contiene {0}, no números enteros de uno o dos bytes</translation>
    </message>
    <message>
        <source>it is a 7z archive</source>
        <translation>es un archivo comprimido 7z</translation>
    </message>
    <message>
        <source>it is a DICOM file</source>
        <translation>es un archivo DICOM</translation>
    </message>
    <message>
        <source>it is a JPEG picture</source>
        <translation>es una imagen JPEG</translation>
    </message>
    <message>
        <source>it is a PDF document</source>
        <translation>es un documento PDF</translation>
    </message>
    <message>
        <source>it is a PNG picture</source>
        <translation>es una imagen PNG</translation>
    </message>
    <message>
        <source>it is a compressed file within a compressed file</source>
        <translation>es un archivo comprimido dentro de otro</translation>
    </message>
    <message>
        <source>it is a numpy array</source>
        <translation>es una matriz de numpy</translation>
    </message>
    <message>
        <source>it is a pointer of Git LFS that stands for the file (“git lfs pull” brings it)</source>
        <translation>es un puntero de Git LFS que representa el archivo («git lfs pull» lo trae)</translation>
    </message>
    <message>
        <source>it is a pointer of git-annex that stands for the file (“git annex get” brings it)</source>
        <translation>es un puntero de git-annex que representa el archivo («git annex get» lo trae)</translation>
    </message>
    <message>
        <source>it is a text file that begins “{0}”</source>
        <translation>es un archivo de texto que comienza con «{0}»</translation>
    </message>
    <message>
        <source>it is a zip archive</source>
        <translation>es un archivo comprimido zip</translation>
    </message>
    <message>
        <source>it is an HDF5 file</source>
        <translation>es un archivo HDF5</translation>
    </message>
    <message>
        <source>it is an NRRD file</source>
        <translation>es un archivo NRRD</translation>
    </message>
    <message>
        <source>it is called a label map and cannot be read to see whether it is one: {0}</source>
        <translation>su nombre dice que es un mapa de etiquetas y no se puede leer para ver si lo es: {0}</translation>
    </message>
    <message>
        <source>it is called a label map, though it holds a scan&apos;s values</source>
        <translation>su nombre dice que es un mapa de etiquetas, aunque contiene los valores de una imagen</translation>
    </message>
    <message>
        <source>it is cut short</source>
        <translation>está cortado</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>está vacío</translation>
    </message>
    <message>
        <source>it is in a format that this program does not read (save it as .nii.gz)</source>
        <translation>está en un formato que este programa no lee (guárdelo como .nii.gz)</translation>
    </message>
    <message>
        <source>it is no NIfTI file</source>
        <translation>no es un archivo NIfTI</translation>
    </message>
    <message>
        <source>it should hold {0} bytes and does not</source>
        <translation>debería contener {0} bytes y no es así</translation>
    </message>
    <message>
        <source>it unfolds to more than {0} bytes</source>
        <translation>se expande a más de {0} bytes</translation>
    </message>
    <message>
        <source>its affine is none</source>
        <translation>su matriz afín no es válida</translation>
    </message>
    <message>
        <source>its bytes are of an unknown kind</source>
        <translation>sus bytes son de un tipo desconocido</translation>
    </message>
    <message>
        <source>its folder&apos;s name holds “{0}”</source>
        <translation>el nombre de su carpeta contiene «{0}»</translation>
    </message>
    <message>
        <source>its header cannot be read ({0})</source>
        <translation>no se puede leer su cabecera ({0})</translation>
    </message>
    <message>
        <source>its header is incomplete</source>
        <translation>su encabezado está incompleto</translation>
    </message>
    <message>
        <source>its members are not those that it lists</source>
        <translation>sus miembros no son los que enumera</translation>
    </message>
    <message>
        <source>kind of object</source>
        <translation>la clase de objeto</translation>
    </message>
    <message>
        <source>kind of picture</source>
        <translation>clase de imagen</translation>
    </message>
    <message>
        <source>left and right</source>
        <translation>izquierda y derecha</translation>
    </message>
    <message>
        <source>metres</source>
        <translation>metros</translation>
    </message>
    <message>
        <source>microns</source>
        <translation>micras</translation>
    </message>
    <message>
        <source>named by you</source>
        <translation>indicado por usted</translation>
    </message>
    <message>
        <source>no TR or TE</source>
        <translation>sin TR o TE</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>ninguna red</translation>
    </message>
    <message>
        <source>no network has the architecture {0}</source>
        <translation>ninguna red tiene la arquitectura {0}</translation>
    </message>
    <message>
        <source>no orientation</source>
        <translation>ninguna orientación</translation>
    </message>
    <message>
        <source>no pixel spacing</source>
        <translation>ningún espaciado de píxeles</translation>
    </message>
    <message>
        <source>no position</source>
        <translation>ninguna posición</translation>
    </message>
    <message>
        <source>no sequence, or one twice</source>
        <translation>ninguna secuencia, o una dos veces</translation>
    </message>
    <message>
        <source>no study has the shape {0}</source>
        <translation>ningún estudio tiene la forma {0}</translation>
    </message>
    <message>
        <source>orientation or size</source>
        <translation>orientación o tamaño</translation>
    </message>
    <message>
        <source>perfusion, or a map of it</source>
        <translation>perfusión, o un mapa de ella</translation>
    </message>
    <message>
        <source>probabilities do not lie on the study&apos;s grid</source>
        <translation>las probabilidades no están en la rejilla del estudio</translation>
    </message>
    <message>
        <source>series UID</source>
        <translation>el UID de la serie</translation>
    </message>
    <message>
        <source>slice {0} of {1} ({2}) does not lie in line with the others, though the distances are even</source>
        <translation>el corte {0} de {1} ({2}) no está alineado con los demás, aunque las distancias son iguales</translation>
    </message>
    <message>
        <source>slices tiled in one picture (mosaic)</source>
        <translation>cortes dispuestos en una sola imagen (mosaico)</translation>
    </message>
    <message>
        <source>slices {0} and {1} lie at the same place ({2} such in {3}), so which of them to take is not known</source>
        <translation>los cortes {0} y {1} ocupan el mismo lugar ({2} casos entre {3}), así que no se sabe cuál tomar</translation>
    </message>
    <message>
        <source>spectroscopy</source>
        <translation>espectroscopia</translation>
    </message>
    <message>
        <source>study UID</source>
        <translation>el UID del estudio</translation>
    </message>
    <message>
        <source>the distance between slices changes from {0} to {1} mm, most at slice {2} of {3} ({4}), so they make no regular grid</source>
        <translation>la distancia entre cortes varía de {0} a {1} mm, sobre todo en el corte {2} de {3} ({4}), así que no forman una rejilla regular</translation>
    </message>
    <message>
        <source>the name holds “{0}”</source>
        <translation>el nombre contiene «{0}»</translation>
    </message>
    <message>
        <source>there is no segmentation {0}</source>
        <translation>no hay segmentación {0}</translation>
    </message>
    <message>
        <source>tilted {0}°</source>
        <translation>con una inclinación de {0}°</translation>
    </message>
    <message>
        <source>time point</source>
        <translation>instante</translation>
    </message>
    <message>
        <source>top and bottom</source>
        <translation>arriba y abajo</translation>
    </message>
    <message>
        <source>values of type {0}</source>
        <translation>valores de tipo {0}</translation>
    </message>
    <message>
        <source>weighted by susceptibility (T2*)</source>
        <translation>potenciada en susceptibilidad (T2*)</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} y {1}</translation>
    </message>
    <message>
        <source>{0} and {1} have one date, {2}: they stand in the order in which they were named. Check that they are two time points.</source>
        <translation>{0} y {1} tienen la misma fecha, {2}: están en el orden en que se indicaron. Compruebe que son dos momentos distintos.</translation>
    </message>
    <message>
        <source>{0} and {1} have the same shape, but lie up to {2} mm apart in space. {3}</source>
        <translation>{0} y {1} tienen la misma forma, pero están separadas hasta {2} mm en el espacio. {3}</translation>
    </message>
    <message>
        <source>{0} and {1} hold the same scans, so nothing can have changed between them. Choose the study of another day.</source>
        <translation>{0} y {1} contienen las mismas imágenes, así que nada puede haber cambiado entre ellos. Elija el estudio de otro día.</translation>
    </message>
    <message>
        <source>{0} are not three sizes</source>
        <translation>{0} no son tres tamaños</translation>
    </message>
    <message>
        <source>{0} are not {1}</source>
        <translation>{0} no son {1}</translation>
    </message>
    <message>
        <source>{0} are the same file, {1}. Choose the right file for each.</source>
        <translation>{0} son el mismo archivo, {1}. Elija el archivo correcto para cada una.</translation>
    </message>
    <message>
        <source>{0} cannot be read, which is not to be absent: mend it, or go on without it (on the command line: --without-unreadable).</source>
        <translation>{0} no se puede leer, lo cual no es lo mismo que faltar: repare el archivo, o continúe sin él (en la línea de comandos: --without-unreadable).</translation>
    </message>
    <message>
        <source>{0} could be {1} or {2}: “{3}” may speak of the scan, or of the patient or the visit.</source>
        <translation>{0} podría ser {1} o {2}: «{3}» puede referirse a la imagen, o al paciente o a la visita.</translation>
    </message>
    <message>
        <source>{0} did not read back as it was written</source>
        <translation>{0} no se leyó de vuelta como se escribió</translation>
    </message>
    <message>
        <source>{0} files are exact copies of others and were left out.</source>
        <translation>{0} archivos son copias exactas de otros y se dejaron fuera.</translation>
    </message>
    <message>
        <source>{0} files could be {1}: {2}.</source>
        <translation>{0} archivos podrían ser {1}: {2}.</translation>
    </message>
    <message>
        <source>{0} gives its lengths in {1}; they were converted to millimetres, in which results are written too.</source>
        <translation>{0} da sus longitudes en {1}; se convirtieron a milímetros, en los que también se escriben los resultados.</translation>
    </message>
    <message>
        <source>{0} has no place in a session file</source>
        <translation>{0} no tiene lugar en un archivo de sesión</translation>
    </message>
    <message>
        <source>{0} has voxels of {1} mm by its header; a head scan&apos;s lie between {2} and {3} mm. The header is wrong or in another unit: convert the series again.</source>
        <translation>Según su encabezado, {0} tiene vóxeles de {1} mm; los de una cabeza están entre {2} y {3} mm. El encabezado está mal o en otra unidad: convierta la serie de nuevo.</translation>
    </message>
    <message>
        <source>{0} has {1}&apos;s shape, but its header says that its axes run {2} instead of {3}, which puts it {4} mm away: left and right, or front and back, may be exchanged. Convert it again from DICOM rather than guess.</source>
        <translation>{0} tiene la forma de {1}, pero su encabezado dice que sus ejes van como {2} en lugar de {3}, lo que la pone a {4} mm: izquierda y derecha, o adelante y atrás, pueden estar intercambiadas. Conviértala de nuevo desde DICOM en vez de adivinar.</translation>
    </message>
    <message>
        <source>{0} held values that are not numbers as its background: {1} voxels, of which the head encloses {2}. They were set to {3}.</source>
        <translation>{0} tenía como fondo valores que no son números: {1} vóxeles, de los cuales la cabeza encierra {2}. Se pusieron a {3}.</translation>
    </message>
    <message>
        <source>{0} held values that are not numbers outside the head; they were set to {1} ({2} voxels).</source>
        <translation>{0} tenía valores que no son números fuera de la cabeza; se cambiaron a {1} ({2} vóxeles).</translation>
    </message>
    <message>
        <source>{0} hold exactly the same voxels, so one is a copy under another name. Choose the right file for each.</source>
        <translation>{0} tienen exactamente los mismos vóxeles: una es copia de la otra con otro nombre. Elija el archivo correcto para cada una.</translation>
    </message>
    <message>
        <source>{0} holds no number at all, only NaN or infinite values. A step before this program went wrong; convert the series again.</source>
        <translation>{0} no contiene ningún número, solo valores NaN o infinitos. Falló un paso anterior a este programa; vuelva a convertir la serie.</translation>
    </message>
    <message>
        <source>{0} holds only the value {1} beside 0, as a mask does; a scan holds hundreds. Choose the scan.</source>
        <translation>{0} contiene solo el valor {1} además de 0, como una máscara; una imagen de resonancia contiene cientos. Elija la imagen.</translation>
    </message>
    <message>
        <source>{0} holds only {1} different values beside 0, as a label map does; a scan holds hundreds. Choose the scan.</source>
        <translation>{0} contiene solo {1} valores distintos además de 0, como un mapa de etiquetas; una imagen de resonancia contiene cientos. Elija la imagen.</translation>
    </message>
    <message>
        <source>{0} holds the value {1} in every voxel, so there is nothing in it to see. Choose another file or export the series again.</source>
        <translation>{0} tiene el valor {1} en todos los vóxeles, así que no hay nada que ver. Elija otro archivo o exporte la serie de nuevo.</translation>
    </message>
    <message>
        <source>{0} holds values that are not numbers (NaN or infinite) within the head, in {1} of its voxels. A step before this program went wrong; convert the series again.</source>
        <translation>{0} tiene valores que no son números (NaN o infinito) dentro de la cabeza, en {1} de sus vóxeles. Falló un paso anterior a este programa; convierta la serie de nuevo.</translation>
    </message>
    <message>
        <source>{0} holds values up to {1}, far from what scanners write; they were multiplied by {2}, which changes no contrast.</source>
        <translation>{0} contiene valores de hasta {1}, lejos de lo que escriben los equipos; se multiplicaron por {2}, lo que no cambia el contraste.</translation>
    </message>
    <message>
        <source>{0} is empty: there is nothing to draw a margin around.</source>
        <translation>{0} está vacía: no hay alrededor de qué trazar un margen.</translation>
    </message>
    <message>
        <source>{0} is larger than {1} bytes</source>
        <translation>{0} ocupa más de {1} bytes</translation>
    </message>
    <message>
        <source>{0} is none of {1}</source>
        <translation>{0} no es ninguno de {1}</translation>
    </message>
    <message>
        <source>{0} is not part of this program, so a model cannot be converted here. Bring it with an installation that has PyTorch, then bring the package that it made.</source>
        <translation>{0} no forma parte de este programa, así que aquí no se puede convertir un modelo. Añádalo con una instalación que tenga PyTorch y traiga luego el paquete que hizo.</translation>
    </message>
    <message>
        <source>{0} is packed in a way that is not read here</source>
        <translation>{0} está empaquetado de una manera que aquí no se lee</translation>
    </message>
    <message>
        <source>{0} is series {1}, chosen by hand.</source>
        <translation>{0} es la serie {1}, elegida a mano.</translation>
    </message>
    <message>
        <source>{0} is series {1}.</source>
        <translation>{0} es la serie {1}.</translation>
    </message>
    <message>
        <source>{0} is stored along other axes than {1} ({2} instead of {3}); it was turned to them, which changes no value.</source>
        <translation>{0} está guardada en otros ejes que {1} ({2} en lugar de {3}); se giró a ellos, lo que no cambia ningún valor.</translation>
    </message>
    <message>
        <source>{0} is {1}, chosen by hand.</source>
        <translation>{0} es {1}, elegido a mano.</translation>
    </message>
    <message>
        <source>{0} lies on another grid than {1} ({2}: {3}; {4}: {5}). {6}</source>
        <translation>{0} está en otra grilla que {1} ({2}: {3}; {4}: {5}). {6}</translation>
    </message>
    <message>
        <source>{0} lies where its header says, as you chose.</source>
        <translation>{0} queda donde dice su cabecera, como usted eligió.</translation>
    </message>
    <message>
        <source>{0} lies {1} mm from {2} by its header, less than half a voxel; {3}&apos;s position was taken for both.</source>
        <translation>Según su encabezado, {0} está a {1} mm de {2}, menos de medio vóxel; se tomó la posición de {3} para ambas.</translation>
    </message>
    <message>
        <source>{0} look exchanged. Compare them with what you expect, and choose the files one by one if they are.</source>
        <translation>{0} parecen intercambiadas. Compárelas con lo que espera y, si lo están, elija los archivos uno por uno.</translation>
    </message>
    <message>
        <source>{0} looks like {1}</source>
        <translation>{0} parece {1}</translation>
    </message>
    <message>
        <source>{0} looks mirrored against {1}: {2} seem exchanged. Convert it again from DICOM and compare before you trust any side.</source>
        <translation>{0} parece un reflejo de {1}: {2} parecen intercambiados. Conviértala de nuevo desde DICOM y compare antes de confiar en algún lado.</translation>
    </message>
    <message>
        <source>{0} may be of another patient than {1}: the two brains do not look like one (likeness {2}, outlines {3}). Compare the names and both pictures before you believe a comparison.</source>
        <translation>{0} puede ser de un paciente distinto al de {1}: los dos cerebros no parecen uno solo (semejanza {2}, contornos {3}). Compare los nombres y ambas imágenes antes de creer una comparación.</translation>
    </message>
    <message>
        <source>{0} may not lie right on {1} (likeness {2}, outlines {3}, spread {4} mm). Look at both in the views before you believe what grew and shrank; volumes do not depend on it.</source>
        <translation>{0} puede no estar bien colocado sobre {1} (semejanza {2}, contornos {3}, dispersión {4} mm). Mire ambos en las vistas antes de creer lo que creció o disminuyó; los volúmenes no dependen de ello.</translation>
    </message>
    <message>
        <source>{0} may not lie right on {1}: it was turned by {2}° and moved by {3} mm, and another place explains it nearly as well, or the two share little. Look at both in the views before you trust a result.</source>
        <translation>Puede que {0} no esté bien situada sobre {1}: se giró {2}° y se desplazó {3} mm, y otra posición la explica casi igual de bien, o ambas comparten poco. Mire las dos en las vistas antes de fiarse de un resultado.</translation>
    </message>
    <message>
        <source>{0} missing, first after slice {1} of {2} ({3}): the next lies {4} mm on where the others lie {5} mm apart</source>
        <translation>faltan {0}, por primera vez tras el corte {1} de {2} ({3}): el siguiente está a {4} mm y los demás a {5} mm entre sí</translation>
    </message>
    <message>
        <source>{0} names {1}, but {2}.</source>
        <translation>{0} nombra {1}, pero {2}.</translation>
    </message>
    <message>
        <source>{0} of {1} bytes are there</source>
        <translation>hay {0} de {1} bytes</translation>
    </message>
    <message>
        <source>{0} or {1}</source>
        <translation>{0} o {1}</translation>
    </message>
    <message>
        <source>{0} shows hardly any contrast: the values of its tissue differ by {1} %, so there is nothing in it to see. Choose another file or export the series again.</source>
        <translation>{0} apenas muestra contraste: los valores de su tejido difieren en un {1} %, así que no hay nada que ver. Elija otro archivo o vuelva a exportar la serie.</translation>
    </message>
    <message>
        <source>{0} states its place twice, and the two (qform and sform) differ by up to {1} mm; the sform was taken. Another program may take the other: convert the file again from DICOM.</source>
        <translation>{0} indica su posición dos veces y ambas (qform y sform) difieren hasta {1} mm; se tomó la sform. Otro programa puede tomar la otra: convierta el archivo de nuevo desde DICOM.</translation>
    </message>
    <message>
        <source>{0} voxels</source>
        <translation>{0} vóxeles</translation>
    </message>
    <message>
        <source>{0} voxels of {1} mm</source>
        <translation>{0} vóxeles de {1} mm</translation>
    </message>
    <message>
        <source>{0} voxels of {1} mm, {2}</source>
        <translation>{0} vóxeles de {1} mm, {2}</translation>
    </message>
    <message>
        <source>{0} voxels, {1}</source>
        <translation>{0} vóxeles, {1}</translation>
    </message>
    <message>
        <source>{0} was aligned to {1} by {2}: turned by {3}° and moved by {4} mm (likeness {5}, outlines {6}).</source>
        <translation>{0} se alineó con {1} mediante {2}: giro de {3}° y desplazamiento de {4} mm (semejanza {5}, contornos {6}).</translation>
    </message>
    <message>
        <source>{0} was aligned to {1}: turned by {2}° and moved by {3} mm.</source>
        <translation>{0} se alineó con {1}: se giró {2}° y se desplazó {3} mm.</translation>
    </message>
    <message>
        <source>{0} was left out, as you said, though its file is there. {1}</source>
        <translation>{0} se dejó fuera, como usted indicó, aunque su archivo está ahí. {1}</translation>
    </message>
    <message>
        <source>{0} was made after an operation. The model has learnt from tumours before treatment alone: it does not know a cavity, blood or air, and may take them for necrosis, or a thin enhancing rim of healing for tumour. Look at every region, and correct it.</source>
        <translation>{0} se hizo después de una operación. El modelo solo ha aprendido de tumores antes del tratamiento: no conoce una cavidad, sangre ni aire, y puede tomarlos por necrosis, o un fino borde realzado de cicatrización por tumor. Mire cada región y corríjala.</translation>
    </message>
    <message>
        <source>{0} was normalised before: its background, {1}, lay among the brain&apos;s values. It was lowered to {2}, the lowest of them.</source>
        <translation>{0} ya estaba normalizada: su fondo, {1}, quedaba entre los valores del cerebro. Se bajó a {2}, el menor de ellos.</translation>
    </message>
    <message>
        <source>{0} was not opened.</source>
        <translation>{0} no se abrió.</translation>
    </message>
    <message>
        <source>{0}, gradient echo</source>
        <translation>{0}; eco de gradiente</translation>
    </message>
    <message>
        <source>{0}, tilted {1}°</source>
        <translation>{0}, con una inclinación de {1}°</translation>
    </message>
    <message>
        <source>{0}: OpenVINO cannot load this network. Install the model package again.</source>
        <translation>{0}: OpenVINO no puede cargar esta red. Instale de nuevo el paquete del modelo.</translation>
    </message>
    <message>
        <source>{0}: PyTorch cannot read it ({1}).</source>
        <translation>{0}: PyTorch no puede leerlo ({1}).</translation>
    </message>
    <message>
        <source>{0}: a label map holds whole numbers; this file holds others. It may be a scan, or a probability map.</source>
        <translation>{0}: un mapa de etiquetas contiene números enteros; este archivo contiene otros. Puede ser una imagen de resonancia o un mapa de probabilidades.</translation>
    </message>
    <message>
        <source>{0}: all its values are equal or none is a number; there is no head in it. Choose another series.</source>
        <translation>{0}: todos sus valores son iguales o ninguno es un número; no contiene ninguna cabeza. Elija otra serie.</translation>
    </message>
    <message>
        <source>{0}: an archive of over 2 GB within an archive. Unpack the outer one and choose the folder.</source>
        <translation>{0}: un archivo comprimido de más de 2 GB dentro de otro. Descomprima el exterior y elija la carpeta.</translation>
    </message>
    <message>
        <source>{0}: an argument of its network {1} is no plain value.</source>
        <translation>{0}: un argumento de su red {1} no es un valor simple.</translation>
    </message>
    <message>
        <source>{0}: another window has this study open and keeps the work on it. What you do here is not kept by itself: save or export it, or close the other window.</source>
        <translation>{0}: otra ventana tiene abierto este estudio y guarda el trabajo sobre él. Lo que haga aquí no se guarda solo: guárdelo o expórtelo, o cierre la otra ventana.</translation>
    </message>
    <message>
        <source>{0}: by its name it belongs to another case than {1}. Compare the two before you believe what is measured.</source>
        <translation>{0}: por su nombre pertenece a otro caso que {1}. Compare ambos antes de fiarse de lo que se mide.</translation>
    </message>
    <message>
        <source>{0}: could not be written ({1}). Choose a folder that exists, that you may write to, and that has space left.</source>
        <translation>{0}: no se pudo escribir ({1}). Elija una carpeta que exista, en la que pueda escribir y con espacio libre.</translation>
    </message>
    <message>
        <source>{0}: every voxel is background; there is nothing to segment.</source>
        <translation>{0}: todos los vóxeles son fondo; no hay nada que segmentar.</translation>
    </message>
    <message>
        <source>{0}: expected a NIfTI file, found a device or a pipe.</source>
        <translation>{0}: se esperaba un archivo NIfTI y se encontró un dispositivo o una tubería.</translation>
    </message>
    <message>
        <source>{0}: expected a NIfTI file, found a folder.</source>
        <translation>{0}: se esperaba un archivo NIfTI y es una carpeta.</translation>
    </message>
    <message>
        <source>{0}: expected a SlidingWindowInferer as “inferer”, found {1}.</source>
        <translation>{0}: se esperaba un SlidingWindowInferer como «inferer» y hay {1}.</translation>
    </message>
    <message>
        <source>{0}: expected a folder with one file per sequence, found a file.</source>
        <translation>{0}: se esperaba una carpeta con un archivo por secuencia y es un archivo.</translation>
    </message>
    <message>
        <source>{0}: expected a label map, found {1} different values, as an image or a probability map has. Choose the segmentation file.</source>
        <translation>{0}: se esperaba un mapa de etiquetas y hay {1} valores distintos, como en una imagen o un mapa de probabilidad. Elija el archivo de la segmentación.</translation>
    </message>
    <message>
        <source>{0}: expected a name that ends in .nii or .nii.gz.</source>
        <translation>{0}: se esperaba un nombre que termine en .nii o .nii.gz.</translation>
    </message>
    <message>
        <source>{0}: expected a name that ends in {1}.</source>
        <translation>{0}: se esperaba un nombre que termine en {1}.</translation>
    </message>
    <message>
        <source>{0}: expected a network of one input and one output, found {1} and {2}.</source>
        <translation>{0}: se esperaba una red de una entrada y una salida, y hay {1} y {2}.</translation>
    </message>
    <message>
        <source>{0}: expected a volume of many slices, found a single 2-D image ({1} voxels). Choose the file that holds the whole series.</source>
        <translation>{0}: se esperaba un volumen de muchos cortes y es una sola imagen 2D ({1} vóxeles). Elija el archivo que contiene toda la serie.</translation>
    </message>
    <message>
        <source>{0}: expected a volume, found one behind an axis of length one ({1}), so that its header places other axes than its own. Save it again without that axis, as numpy&apos;s squeeze does, with the affine of the scan it came from.</source>
        <translation>{0}: se esperaba un volumen y se encontró uno tras un eje de longitud uno ({1}), de modo que su cabecera sitúa otros ejes que los suyos. Guárdelo de nuevo sin ese eje, como hace squeeze de numpy, con la matriz afín de la imagen de la que procede.</translation>
    </message>
    <message>
        <source>{0}: expected an answer of {1} channels or more, as large as its window {2}, found {3}.</source>
        <translation>{0}: se esperaba una respuesta de {1} canales o más, tan grande como su ventana {2}, y hay {3}.</translation>
    </message>
    <message>
        <source>{0}: expected an object, found {1}.</source>
        <translation>{0}: se esperaba un objeto y hay {1}.</translation>
    </message>
    <message>
        <source>{0}: expected format {1} ({2}), found {3}. Use the program version that it was made for.</source>
        <translation>{0}: se esperaba el formato {1} ({2}), se encontró {3}. Use la versión del programa para la que se hizo.</translation>
    </message>
    <message>
        <source>{0}: expected four axes, of which one counts the sequences; found {1}.</source>
        <translation>{0}: se esperaban cuatro ejes, uno de los cuales cuenta las secuencias; hay {1}.</translation>
    </message>
    <message>
        <source>{0}: expected model package format {1}, found {2}. Use the program version that it was made for.</source>
        <translation>{0}: se esperaba el formato de modelo {1} y es {2}. Use la versión del programa para la que se hizo.</translation>
    </message>
    <message>
        <source>{0}: expected named weights, found {1}.</source>
        <translation>{0}: se esperaban pesos con nombre y hay {1}.</translation>
    </message>
    <message>
        <source>{0}: expected one 3-D volume, found {1}: a series over time or directions. Choose the file of a single T1, T1Gd, T2 or FLAIR volume.</source>
        <translation>{0}: se esperaba un volumen 3D y hay {1}: una serie en el tiempo o por direcciones. Elija el archivo de un solo volumen T1, T1Gd, T2 o FLAIR.</translation>
    </message>
    <message>
        <source>{0}: expected one array (.npy), found an archive of arrays.</source>
        <translation>{0}: se esperaba un arreglo (.npy) y es un archivo de varios.</translation>
    </message>
    <message>
        <source>{0}: expected one number per voxel, found {1}. Export the series as plain grey values.</source>
        <translation>{0}: se esperaba un número por vóxel y hay {1}. Exporte la serie como simples valores de gris.</translation>
    </message>
    <message>
        <source>{0}: expected one sequence, found four stacked in one file ({1}). Open it as a stacked file and say the order of its sequences.</source>
        <translation>{0}: se esperaba una secuencia y hay cuatro apiladas en un archivo ({1}). Ábralo como archivo apilado e indique el orden de sus secuencias.</translation>
    </message>
    <message>
        <source>{0}: expected planning format {1}, found {2}. Open it with the program version that wrote it, or move it away.</source>
        <translation>{0}: se esperaba el formato de planificación {1} y es {2}. Ábralo con la versión del programa que lo escribió, o muévalo a otro lugar.</translation>
    </message>
    <message>
        <source>{0}: expected sequences stacked in one file, found a single one.</source>
        <translation>{0}: se esperaban secuencias apiladas en un archivo y hay una sola.</translation>
    </message>
    <message>
        <source>{0}: expected the sequences along the first or the last axis; in {1} both could count them.</source>
        <translation>{0}: se esperaban las secuencias a lo largo del primer o del último eje; en {1} ambos podrían contarlas.</translation>
    </message>
    <message>
        <source>{0}: expected the sequences along the first or the last axis; in {1} neither could count them.</source>
        <translation>{0}: se esperaban las secuencias a lo largo del primer o del último eje; en {1} ninguno podría contarlas.</translation>
    </message>
    <message>
        <source>{0}: expected {1} channels of {2} voxels an edge, found {3} of {4}. Use the program version that it was made for.</source>
        <translation>{0}: se esperaban {1} canales de {2} vóxeles por arista, se encontraron {3} de {4}. Use la versión del programa para la que se hizo.</translation>
    </message>
    <message>
        <source>{0}: it and {1} do not say what is needed ({2}).</source>
        <translation>{0}: ni él ni {1} dicen lo necesario ({2}).</translation>
    </message>
    <message>
        <source>{0}: it cannot be read as DICOM. Copy or export the file again.</source>
        <translation>{0}: no se puede leer como DICOM. Copie o exporte de nuevo el archivo.</translation>
    </message>
    <message>
        <source>{0}: it could not be listed ({1}).</source>
        <translation>{0}: no se pudo ver su contenido ({1}).</translation>
    </message>
    <message>
        <source>{0}: it could not be read ({1}).</source>
        <translation>{0}: no se pudo leer ({1}).</translation>
    </message>
    <message>
        <source>{0}: it covers {1} mm. Expected a head: {2} to {3} mm along each axis. Choose another series, or convert it again from DICOM.</source>
        <translation>{0}: abarca {1} mm. Se esperaba una cabeza: de {2} a {3} mm en cada eje. Elija otra serie o conviértala de nuevo desde DICOM.</translation>
    </message>
    <message>
        <source>{0}: it crops to the foreground after normalising.</source>
        <translation>{0}: recorta al primer plano después de normalizar.</translation>
    </message>
    <message>
        <source>{0}: it describes no network (network_def).</source>
        <translation>{0}: no describe ninguna red (network_def).</translation>
    </message>
    <message>
        <source>{0}: it does not name the network&apos;s channels (network_data_format, {1}, channel_def).</source>
        <translation>{0}: no nombra los canales de la red (network_data_format, {1}, channel_def).</translation>
    </message>
    <message>
        <source>{0}: it does not say what is needed ({1}).</source>
        <translation>{0}: no dice lo necesario ({1}).</translation>
    </message>
    <message>
        <source>{0}: it does not say whether the network&apos;s outputs are for sigmoid or softmax (Activationsd in “postprocessing”).</source>
        <translation>{0}: no dice si las salidas de la red son para sigmoide o softmax (Activationsd en «postprocessing»).</translation>
    </message>
    <message>
        <source>{0}: it does not say {1}. See “Other models” in the manual.</source>
        <translation>{0}: no dice {1}. Véase «Otros modelos» en el manual.</translation>
    </message>
    <message>
        <source>{0}: it has no configuration {1}.</source>
        <translation>{0}: no tiene la configuración {1}.</translation>
    </message>
    <message>
        <source>{0}: it has no segmentation yet, so nothing can be compared. Segment it first, or load its label map.</source>
        <translation>{0}: aún no tiene segmentación, por lo que no se puede comparar nada. Segméntelo primero o cargue su mapa de etiquetas.</translation>
    </message>
    <message>
        <source>{0}: it has no sequence in common with {1}, so the two cannot be aligned. Choose studies that both have T1Gd.</source>
        <translation>{0}: no tiene ninguna secuencia en común con {1}, por lo que no se pueden alinear. Elija estudios que tengan ambos T1Gd.</translation>
    </message>
    <message>
        <source>{0}: it holds .img files without their .hdr ({1}). Copy both halves of each pair.</source>
        <translation>{0}: contiene archivos .img sin su .hdr ({1}). Copie ambas mitades de cada par.</translation>
    </message>
    <message>
        <source>{0}: it holds DICOM files, not NIfTI. Convert them with dcm2niix, register the four sequences and open the result.</source>
        <translation>{0}: contiene archivos DICOM, no NIfTI. Conviértalos con dcm2niix, corregistre las cuatro secuencias y abra el resultado.</translation>
    </message>
    <message>
        <source>{0}: it holds archives ({1}). Unpack them and open the folder that comes out.</source>
        <translation>{0}: contiene archivos comprimidos ({1}). Descomprímalos y abra la carpeta que resulte.</translation>
    </message>
    <message>
        <source>{0}: it holds label maps only ({1}), no sequence.</source>
        <translation>{0}: solo contiene mapas de etiquetas ({1}), ninguna secuencia.</translation>
    </message>
    <message>
        <source>{0}: it holds no network_weights, so it is no checkpoint of nnU-Net v2.</source>
        <translation>{0}: no contiene network_weights, así que no es un punto de control de nnU-Net v2.</translation>
    </message>
    <message>
        <source>{0}: it holds no pictures. Choose another series.</source>
        <translation>{0}: no contiene imágenes. Elija otra serie.</translation>
    </message>
    <message>
        <source>{0}: it holds no pixels. Copy or export the file again.</source>
        <translation>{0}: no contiene píxeles. Copie o exporte de nuevo el archivo.</translation>
    </message>
    <message>
        <source>{0}: it holds no voxels ({1}).</source>
        <translation>{0}: no contiene vóxeles ({1}).</translation>
    </message>
    <message>
        <source>{0}: it holds scans in a format that this program does not read ({1}). Save them as .nii.gz, for example with 3D Slicer or ITK-SNAP.</source>
        <translation>{0}: contiene imágenes en un formato que este programa no lee ({1}). Guárdelas como .nii.gz, por ejemplo con 3D Slicer o ITK-SNAP.</translation>
    </message>
    <message>
        <source>{0}: it holds the studies of several patients. Choose the folder of one of them.</source>
        <translation>{0}: contiene estudios de varios pacientes. Elija la carpeta de uno de ellos.</translation>
    </message>
    <message>
        <source>{0}: it holds the studies of {1} patients. Choose the folder of one of them.</source>
        <translation>{0}: contiene estudios de {1} pacientes. Elija la carpeta de uno de ellos.</translation>
    </message>
    <message>
        <source>{0}: it holds {1} DICOM studies. Choose the folder of one of them; “gliovista info” lists the series of each.</source>
        <translation>{0}: contiene {1} estudios DICOM. Elija la carpeta de uno de ellos; «gliovista info» enumera las series de cada uno.</translation>
    </message>
    <message>
        <source>{0}: it holds {1} folders with images: {2}. Open one of them, or run a batch over all.</source>
        <translation>{0}: contiene {1} carpetas con imágenes: {2}. Abra una de ellas, o procese todas por lotes.</translation>
    </message>
    <message>
        <source>{0}: it holds {1} sequences, but the order names {2}.</source>
        <translation>{0}: contiene {1} secuencias, pero el orden nombra {2}.</translation>
    </message>
    <message>
        <source>{0}: it is a link that leads back to itself. Copy the file itself here.</source>
        <translation>{0}: es un enlace que conduce a sí mismo. Copie aquí el archivo mismo.</translation>
    </message>
    <message>
        <source>{0}: it is a link to {1}, which is not there. Copy the file itself here.</source>
        <translation>{0}: es un enlace a {1}, que no está ahí. Copie aquí el archivo mismo.</translation>
    </message>
    <message>
        <source>{0}: it is cut short ({1}). Copy or download it again.</source>
        <translation>{0}: está incompleto ({1}). Cópielo o descárguelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: it is one half of a header-and-image pair (.hdr and .img). Convert the pair to one .nii.gz file.</source>
        <translation>{0}: es la mitad de un par de encabezado e imagen (.hdr y .img). Convierta el par a un archivo .nii.gz.</translation>
    </message>
    <message>
        <source>{0}: it lacks NIfTI&apos;s mark, so it may be an old Analyze file, which does not say left from right. Convert the series again from DICOM, for example with dcm2niix.</source>
        <translation>{0}: le falta la marca de NIfTI, así que puede ser un antiguo archivo Analyze, que no distingue izquierda de derecha. Convierta la serie de nuevo desde DICOM, por ejemplo con dcm2niix.</translation>
    </message>
    <message>
        <source>{0}: it lies on another grid than the study and was brought over by nearest voxels: {1} ml became {2} ml. Look at its outline before you measure.</source>
        <translation>{0}: está en otra cuadrícula que el estudio y se trasladó por los vóxeles más próximos: {1} ml pasaron a ser {2} ml. Mire su contorno antes de medir.</translation>
    </message>
    <message>
        <source>{0}: it turns images after other steps.</source>
        <translation>{0}: gira las imágenes después de otros pasos.</translation>
    </message>
    <message>
        <source>{0}: its CropForeground has a margin or a rule of its own.</source>
        <translation>{0}: su CropForeground tiene un margen o una regla propia.</translation>
    </message>
    <message>
        <source>{0}: its DICOM header cannot be read any more. Open the study again.</source>
        <translation>{0}: su cabecera DICOM ya no se puede leer. Abra el estudio de nuevo.</translation>
    </message>
    <message>
        <source>{0}: its DICOM header is damaged or cut off. Copy or export the file again.</source>
        <translation>{0}: su cabecera DICOM está dañada o incompleta. Copie o exporte de nuevo el archivo.</translation>
    </message>
    <message>
        <source>{0}: its Orientation names no axes (axcodes).</source>
        <translation>{0}: su Orientation no nombra ejes (axcodes).</translation>
    </message>
    <message>
        <source>{0}: its SHA-256 differs from the one in {1}: the file is damaged or was changed. Install the package again.</source>
        <translation>{0}: su SHA-256 difiere del que figura en {1}: el archivo está dañado o se modificó. Instale el modelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: its ScaleIntensity goes to other values than 0 to 1.</source>
        <translation>{0}: su ScaleIntensity va a valores distintos de 0 a 1.</translation>
    </message>
    <message>
        <source>{0}: its Spacing interpolates by {1} with {2} edges.</source>
        <translation>{0}: su Spacing interpola por {1} con bordes {2}.</translation>
    </message>
    <message>
        <source>{0}: its Spacing tells no three sizes (pixdim).</source>
        <translation>{0}: su Spacing no indica tres tamaños (pixdim).</translation>
    </message>
    <message>
        <source>{0}: its affine holds values that are not numbers.</source>
        <translation>{0}: su matriz afín tiene valores que no son números.</translation>
    </message>
    <message>
        <source>{0}: its affine is singular, so voxels have no place in space. Convert the series again from DICOM.</source>
        <translation>{0}: su matriz afín es singular, así que los vóxeles no tienen lugar en el espacio. Convierta la serie de nuevo desde DICOM.</translation>
    </message>
    <message>
        <source>{0}: its affine puts voxels where no scanner is, or all axes along one. Convert the series again from DICOM, for example with dcm2niix.</source>
        <translation>{0}: su matriz afín pone los vóxeles donde no hay equipo, o todos los ejes a lo largo de uno. Convierta la serie de nuevo desde DICOM, por ejemplo con dcm2niix.</translation>
    </message>
    <message>
        <source>{0}: its compressed data are damaged ({1}). Copy or download it again.</source>
        <translation>{0}: sus datos comprimidos están dañados ({1}). Cópielo o descárguelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: its configuration {1} inherits from itself.</source>
        <translation>{0}: su configuración {1} hereda de sí misma.</translation>
    </message>
    <message>
        <source>{0}: its content is in a git-annex and not on this machine. Bring it with “git annex get” or “datalad get”.</source>
        <translation>{0}: su contenido está en un git-annex y no en este equipo. Tráigalo con «git annex get» o «datalad get».</translation>
    </message>
    <message>
        <source>{0}: its data type is unknown (NIfTI code {1}).</source>
        <translation>{0}: su tipo de datos es desconocido (código NIfTI {1}).</translation>
    </message>
    <message>
        <source>{0}: its header claims {1} voxels, more than the {2} that this program opens; no head scan is that large. The header is damaged, or the file is not a scan.</source>
        <translation>{0}: su encabezado declara {1} vóxeles, más que los {2} que abre este programa; ningún estudio de cabeza es tan grande. El encabezado está dañado o el archivo no es una imagen médica.</translation>
    </message>
    <message>
        <source>{0}: its header claims {1} voxels, which need {2} GB, and this computer has {3} GB of memory. The header is damaged, or the file is to be opened on a larger computer.</source>
        <translation>{0}: su cabecera declara {1} vóxeles, que necesitan {2} GB, y este ordenador tiene {3} GB de memoria. La cabecera está dañada, o el archivo debe abrirse en un ordenador mayor.</translation>
    </message>
    <message>
        <source>{0}: its header claims {1} voxels, which need {2} bytes, but the file has only {3}. It is cut short: copy or download it again.</source>
        <translation>{0}: su encabezado declara {1} vóxeles, que necesitan {2} bytes, pero el archivo solo tiene {3}. Está incompleto: cópielo o descárguelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: its header does not say where the voxels lie ({1}). Convert the series again from DICOM, for example with dcm2niix.</source>
        <translation>{0}: su encabezado no dice dónde están los vóxeles ({1}). Convierta la serie de nuevo desde DICOM, por ejemplo con dcm2niix.</translation>
    </message>
    <message>
        <source>{0}: its header gives a voxel size of {1} mm, which cannot be. Convert the series again from DICOM, for example with dcm2niix.</source>
        <translation>{0}: su encabezado indica un tamaño de vóxel de {1} mm, lo que no puede ser. Convierta la serie de nuevo desde DICOM, por ejemplo con dcm2niix.</translation>
    </message>
    <message>
        <source>{0}: its header gives {1} as its dimensions, which cannot be.</source>
        <translation>{0}: su encabezado indica {1} como dimensiones, lo que no puede ser.</translation>
    </message>
    <message>
        <source>{0}: its header or values are damaged ({1}).</source>
        <translation>{0}: su cabecera o sus valores están dañados ({1}).</translation>
    </message>
    <message>
        <source>{0}: its header puts the values at byte {1}, which lies within the header itself (it takes {2} bytes). The header is damaged: convert the series again from DICOM, for example with dcm2niix.</source>
        <translation>{0}: su cabecera sitúa los valores en el byte {1}, dentro de la propia cabecera (que ocupa {2} bytes). La cabecera está dañada: vuelva a convertir la serie desde DICOM, por ejemplo con dcm2niix.</translation>
    </message>
    <message>
        <source>{0}: its header puts the values at byte {1}: impossible.</source>
        <translation>{0}: su encabezado pone los valores en el byte {1}: imposible.</translation>
    </message>
    <message>
        <source>{0}: its header says that its axes run {1}, not {2}. Axes are stated for files that do not say it themselves.</source>
        <translation>{0}: su encabezado dice que sus ejes van en dirección {1}, no {2}. Los ejes se indican para los archivos que no lo dicen.</translation>
    </message>
    <message>
        <source>{0}: its headers or names tell another patient than those of {1}. Studies of two patients must not be compared.</source>
        <translation>{0}: sus cabeceras o nombres indican un paciente distinto al de {1}. No se deben comparar estudios de dos pacientes.</translation>
    </message>
    <message>
        <source>{0}: its inferer pads or weighs windows in a way not known here.</source>
        <translation>{0}: su «inferer» rellena o pondera las ventanas de un modo que aquí no se conoce.</translation>
    </message>
    <message>
        <source>{0}: its inferer&apos;s roi_size is no three sizes.</source>
        <translation>{0}: el roi_size de su «inferer» no son tres tamaños.</translation>
    </message>
    <message>
        <source>{0}: its input channel “{1}” is none of T1, T1Gd, T2 and FLAIR. Only models of these four sequences can be brought.</source>
        <translation>{0}: su canal de entrada «{1}» no es T1, T1Gd, T2 ni FLAIR. Solo se pueden añadir modelos de estas cuatro secuencias.</translation>
    </message>
    <message>
        <source>{0}: its instance norm has no weights.</source>
        <translation>{0}: su normalización por instancia no tiene pesos.</translation>
    </message>
    <message>
        <source>{0}: its label map does not tell enhancing tumour, so the extent of resection cannot be told. It needs T1Gd.</source>
        <translation>{0}: su mapa de etiquetas no indica tumor realzado, por lo que no se puede determinar la extensión de la resección. Hace falta T1Gd.</translation>
    </message>
    <message>
        <source>{0}: its label “{1}” is none of necrotic core (NCR), oedema (ED) and enhancing tumour (ET), and this program has no other.</source>
        <translation>{0}: su etiqueta «{1}» no es núcleo necrótico (NCR), edema (ED) ni tumor con realce (ET), y este programa no tiene otra.</translation>
    </message>
    <message>
        <source>{0}: its labels lie where FLAIR is no brighter than elsewhere in the head, as no glioma&apos;s do (mean rank {1}, expected 0.58 or more). It may be another patient&apos;s.</source>
        <translation>{0}: sus etiquetas están donde FLAIR no es más brillante que en el resto de la cabeza, como en ningún glioma (rango medio {1}, se espera 0,58 o más). Puede ser de otro paciente.</translation>
    </message>
    <message>
        <source>{0}: its network has {1} as {2}, which is not known here.</source>
        <translation>{0}: su red tiene {1} como {2}, que aquí no se conoce.</translation>
    </message>
    <message>
        <source>{0}: its network is no description with a _target_.</source>
        <translation>{0}: su red no es una descripción con _target_.</translation>
    </message>
    <message>
        <source>{0}: its network is {1}; only these of MONAI&apos;s are known: {2}.</source>
        <translation>{0}: su red es {1}; de las de MONAI solo se conocen estas: {2}.</translation>
    </message>
    <message>
        <source>{0}: its network {1} cannot be built: {2}</source>
        <translation>{0}: su red {1} no se puede construir: {2}</translation>
    </message>
    <message>
        <source>{0}: its network {1} is not known; {2} and {3} are.</source>
        <translation>{0}: no se conoce su red {1}; sí {2} y {3}.</translation>
    </message>
    <message>
        <source>{0}: its normalisation {1} is not known for MRI.</source>
        <translation>{0}: no se conoce su normalización {1} para resonancia.</translation>
    </message>
    <message>
        <source>{0}: its other half, {1}, is not there. Copy both.</source>
        <translation>{0}: su otra mitad, {1}, no está. Copie ambas.</translation>
    </message>
    <message>
        <source>{0}: its outputs ({1}) do not tell {2}. This program needs whole tumour (WT), tumour core (TC) and enhancing tumour (ET).</source>
        <translation>{0}: sus salidas ({1}) no indican {2}. Este programa necesita tumor completo (WT), núcleo tumoral (TC) y tumor con realce (ET).</translation>
    </message>
    <message>
        <source>{0}: its picture is in colour. Choose the series it came from.</source>
        <translation>{0}: su imagen es en color. Elija la serie de la que procede.</translation>
    </message>
    <message>
        <source>{0}: its pixels cannot be decoded ({1}). The file is damaged or cut off, or compressed in an unusual way. Export it again, without compression.</source>
        <translation>{0}: sus píxeles no se pueden descodificar ({1}). El archivo está dañado o incompleto, o comprimido de un modo poco común. Expórtelo de nuevo, sin compresión.</translation>
    </message>
    <message>
        <source>{0}: its preprocessing step {1} is not known.</source>
        <translation>{0}: no se conoce su paso de preparación {1}.</translation>
    </message>
    <message>
        <source>{0}: its preprocessor {1} is not known.</source>
        <translation>{0}: no se conoce su preprocesador {1}.</translation>
    </message>
    <message>
        <source>{0}: its program is too long to be looked through.</source>
        <translation>{0}: su programa es demasiado largo para revisarlo.</translation>
    </message>
    <message>
        <source>{0}: its reader {1} is not known.</source>
        <translation>{0}: no se conoce su lector {1}.</translation>
    </message>
    <message>
        <source>{0}: its slices cannot be placed: {1}, first of {2}, tells {3}.</source>
        <translation>{0}: sus cortes no se pueden situar: {1}, el primero de {2}, indica {3}.</translation>
    </message>
    <message>
        <source>{0}: its slices make no grid: {1}.</source>
        <translation>{0}: sus cortes no forman una rejilla: {1}.</translation>
    </message>
    <message>
        <source>{0}: its thresholds cannot be moved, for the rules of the model that made it ({1}) are not here. Segment the study again.</source>
        <translation>{0}: sus umbrales no se pueden mover, porque las reglas del modelo que lo hizo ({1}) no están aquí. Segmente de nuevo el estudio.</translation>
    </message>
    <message>
        <source>{0}: its way of bringing probabilities back across slices is not known.</source>
        <translation>{0}: no se conoce su modo de devolver las probabilidades entre cortes.</translation>
    </message>
    <message>
        <source>{0}: its way of resampling ({1}) is not known.</source>
        <translation>{0}: no se conoce su modo de remuestrear ({1}).</translation>
    </message>
    <message>
        <source>{0}: its weights do not fit the network that its configuration describes: {1}</source>
        <translation>{0}: sus pesos no encajan en la red que describe su configuración: {1}</translation>
    </message>
    <message>
        <source>{0}: its weights do not fit the network that its configuration describes: {1} are absent and {2} unknown, such as {3}.</source>
        <translation>{0}: sus pesos no encajan en la red que describe su configuración: faltan {1} y sobran {2}, como {3}.</translation>
    </message>
    <message>
        <source>{0}: its {1} has the option {2}, not known.</source>
        <translation>{0}: su {1} tiene la opción {2}, desconocida.</translation>
    </message>
    <message>
        <source>{0}: its {1} takes all channels together.</source>
        <translation>{0}: su {1} toma todos los canales juntos.</translation>
    </message>
    <message>
        <source>{0}: missing from the model package. Install it again.</source>
        <translation>{0}: falta en el modelo. Instálelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: named as a DICOM directory, but it cannot be read as one. Choose the folder around it instead.</source>
        <translation>{0}: tiene el nombre de un directorio DICOM, pero no se puede leer como tal. Elija en su lugar la carpeta que lo contiene.</translation>
    </message>
    <message>
        <source>{0}: no DICOM file is in it.</source>
        <translation>{0}: no contiene ningún archivo DICOM.</translation>
    </message>
    <message>
        <source>{0}: no NIfTI file (.nii or .nii.gz) is in it. Choose the folder that holds the scans.</source>
        <translation>{0}: no contiene ningún archivo NIfTI (.nii o .nii.gz). Elija la carpeta que contiene las imágenes.</translation>
    </message>
    <message>
        <source>{0}: no archive that can be unpacked.</source>
        <translation>{0}: no es un archivo comprimido que se pueda abrir.</translation>
    </message>
    <message>
        <source>{0}: no fold holds {1}. Choose the folder that holds fold_0 and so on.</source>
        <translation>{0}: ningún pliegue contiene {1}. Elija la carpeta que contiene fold_0, etc.</translation>
    </message>
    <message>
        <source>{0}: no label map lies beside the scans, or several do. Leave one there, or let the model segment it.</source>
        <translation>{0}: junto a las imágenes no hay ningún mapa de etiquetas, o hay varios. Deje uno allí o permita que el modelo lo segmente.</translation>
    </message>
    <message>
        <source>{0}: no model package here. {1}</source>
        <translation>{0}: aquí no hay un modelo. {1}</translation>
    </message>
    <message>
        <source>{0}: no permission to look into it. Ask its owner, or copy it to a folder of your own.</source>
        <translation>{0}: no hay permiso para ver su contenido. Pídalo a su dueño o cópiela a una carpeta suya.</translation>
    </message>
    <message>
        <source>{0}: no permission to read it. Ask its owner, or copy it to a folder of your own.</source>
        <translation>{0}: no hay permiso para leerlo. Pídalo a su dueño o cópielo a una carpeta suya.</translation>
    </message>
    <message>
        <source>{0}: not a planning record ({1}). Move it away to start a new one.</source>
        <translation>{0}: no es un registro de planificación ({1}). Muévalo a otro lugar para empezar uno nuevo.</translation>
    </message>
    <message>
        <source>{0}: not a readable card ({1}; {2}). Install Gliovista again.</source>
        <translation>{0}: no es una ficha legible ({1}; {2}). Instale Gliovista de nuevo.</translation>
    </message>
    <message>
        <source>{0}: not a readable model card ({1}). {2}</source>
        <translation>{0}: no es una ficha de modelo legible ({1}). {2}</translation>
    </message>
    <message>
        <source>{0}: not a readable numpy array of numbers ({1}).</source>
        <translation>{0}: no es un arreglo numérico de numpy legible ({1}).</translation>
    </message>
    <message>
        <source>{0}: nothing says that its {1} studies ({2}, …) are one patient&apos;s. Name those of one patient one by one.</source>
        <translation>{0}: nada indica que sus {1} estudios ({2}, …) sean de un mismo paciente. Indique uno por uno los de un paciente.</translation>
    </message>
    <message>
        <source>{0}: the archive that holds it is damaged. Copy or download it again.</source>
        <translation>{0}: el archivo comprimido que lo contiene está dañado. Cópielo o descárguelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: the archive that holds it is protected by a password. Unpack it and choose the folder.</source>
        <translation>{0}: el archivo comprimido que lo contiene está protegido con contraseña. Descomprímalo y elija la carpeta.</translation>
    </message>
    <message>
        <source>{0}: the folder cannot be made ({1}).</source>
        <translation>{0}: no se puede crear la carpeta ({1}).</translation>
    </message>
    <message>
        <source>{0}: the headers of the source images break the standard, so that no DICOM object can refer to them. Write NIfTI.</source>
        <translation>{0}: las cabeceras de las imágenes de origen no cumplen la norma, y ningún objeto DICOM puede remitir a ellas. Escriba NIfTI.</translation>
    </message>
    <message>
        <source>{0}: the name “{1}” is too long for this disk. Choose a shorter one.</source>
        <translation>{0}: el nombre «{1}» es demasiado largo para este disco. Elija uno más corto.</translation>
    </message>
    <message>
        <source>{0}: the picture could not be written. Choose a folder that exists, that you may write to, and that has space left.</source>
        <translation>{0}: no se pudo escribir la imagen. Elija una carpeta que exista, en la que pueda escribir y que tenga espacio libre.</translation>
    </message>
    <message>
        <source>{0}: the places of its frames cannot be understood. Copy or export the file again.</source>
        <translation>{0}: no se entiende dónde se sitúan sus imágenes. Copie o exporte de nuevo el archivo.</translation>
    </message>
    <message>
        <source>{0}: the result has shape {1} and the series {2}; they must lie on one grid.</source>
        <translation>{0}: el resultado tiene la forma {1} y la serie {2}; deben estar en una misma rejilla.</translation>
    </message>
    <message>
        <source>{0}: the result has shape {1} and the study {2}; they must lie on one grid.</source>
        <translation>{0}: el resultado tiene forma {1} y el estudio {2}; deben estar en una misma grilla.</translation>
    </message>
    <message>
        <source>{0}: the segmentation has {1} voxels and the scans have {2}. Load the mask that belongs to this study.</source>
        <translation>{0}: la segmentación tiene {1} vóxeles y las imágenes tienen {2}. Cargue la que corresponde a este estudio.</translation>
    </message>
    <message>
        <source>{0}: the segmentation lies {1} mm from the scans. Load the mask that belongs to this study.</source>
        <translation>{0}: la segmentación está a {1} mm de las imágenes. Cargue la máscara que corresponde a este estudio.</translation>
    </message>
    <message>
        <source>{0}: the series tell {1}. {2} “gliovista info” lists what each was taken for and why. {3}</source>
        <translation>{0}: las series indican {1}. {2} «gliovista info» enumera por qué se tomó cada una. {3}</translation>
    </message>
    <message>
        <source>{0}: there is no place to save to.</source>
        <translation>{0}: no hay dónde guardar.</translation>
    </message>
    <message>
        <source>{0}: there is no such file or folder. Check the path.</source>
        <translation>{0}: no existe ese archivo o carpeta. Compruebe la ruta.</translation>
    </message>
    <message>
        <source>{0}: there is no such file or folder. {1}</source>
        <translation>{0}: no existe tal archivo o carpeta. {1}</translation>
    </message>
    <message>
        <source>{0}: there is no such file. Check the path.</source>
        <translation>{0}: no existe ese archivo. Revise la ruta.</translation>
    </message>
    <message>
        <source>{0}: there is no such folder. Check the path.</source>
        <translation>{0}: no existe esa carpeta. Revise la ruta.</translation>
    </message>
    <message>
        <source>{0}: these weights are missing or unknown: {1}</source>
        <translation>{0}: estos pesos faltan o son desconocidos: {1}</translation>
    </message>
    <message>
        <source>{0}: this TorchScript program is refused: it uses “{1}”, which is no known arithmetic of a network. Bring the weights as a state dict instead.</source>
        <translation>{0}: este programa TorchScript se rechaza: usa «{1}», que no es aritmética conocida de una red. Traiga en su lugar los pesos como «state dict».</translation>
    </message>
    <message>
        <source>{0}: this disk or network folder does not answer. Choose another folder, or try again once it is there.</source>
        <translation>{0}: este disco o carpeta de red no responde. Elija otra carpeta, o vuelva a intentarlo cuando esté disponible.</translation>
    </message>
    <message>
        <source>{0}: this file exists. Choose another name, or add --overwrite to replace it.</source>
        <translation>{0}: este archivo ya existe. Elija otro nombre o añada --overwrite para reemplazarlo.</translation>
    </message>
    <message>
        <source>{0}: this file is larger than {1} MB.</source>
        <translation>{0}: este archivo pasa de {1} MB.</translation>
    </message>
    <message>
        <source>{0}: this file is missing. An ONNX file does not say which channels it wants; {1} beside it must hold {2}, see “Other models” in the manual.</source>
        <translation>{0}: falta este archivo. Un archivo ONNX no dice qué canales quiere; {1}, a su lado, debe contener {2}; véase «Otros modelos» en el manual.</translation>
    </message>
    <message>
        <source>{0}: this file is missing. Choose the whole folder of the model.</source>
        <translation>{0}: falta este archivo. Elija la carpeta completa del modelo.</translation>
    </message>
    <message>
        <source>{0}: this file is not the one that was read when the study was opened. Open the study again.</source>
        <translation>{0}: este archivo no es el que se leyó al abrir el estudio. Abra el estudio de nuevo.</translation>
    </message>
    <message>
        <source>{0}: this file is refused.</source>
        <translation>{0}: este archivo se rechaza.</translation>
    </message>
    <message>
        <source>{0}: this file is write-protected. Choose another name, or allow it to be written.</source>
        <translation>{0}: este archivo está protegido contra escritura. Elija otro nombre o permita que se escriba.</translation>
    </message>
    <message>
        <source>{0}: this file of weights is missing. Bundles name in large_files.yml where it is to be had; put it there and choose the folder again.</source>
        <translation>{0}: falta este archivo de pesos. Los «bundles» indican en large_files.yml dónde conseguirlo; póngalo ahí y elija de nuevo la carpeta.</translation>
    </message>
    <message>
        <source>{0}: this file of weights is missing. Copy the whole folder again.</source>
        <translation>{0}: falta este archivo de pesos. Copie de nuevo la carpeta completa.</translation>
    </message>
    <message>
        <source>{0}: this file says that it was made from other scans than those that are open. It is another study&apos;s, or of an older state of this one.</source>
        <translation>{0}: este archivo dice que se hizo a partir de otras imágenes que las abiertas. Es de otro estudio, o de un estado anterior de este.</translation>
    </message>
    <message>
        <source>{0}: this is a folder. Choose a name for a file.</source>
        <translation>{0}: esto es una carpeta. Elija un nombre de archivo.</translation>
    </message>
    <message>
        <source>{0}: this is a single file, such as a bare PyTorch state dict, which says neither its architecture nor its preprocessing and may execute code. {1}</source>
        <translation>{0}: es un solo archivo, como un state dict de PyTorch, que no dice ni su arquitectura ni su preprocesamiento y puede ejecutar código. {1}</translation>
    </message>
    <message>
        <source>{0}: this is no kind of model that is known. {1}</source>
        <translation>{0}: no es ningún tipo de modelo conocido. {1}</translation>
    </message>
    <message>
        <source>{0}: this is no ordinary file. Choose another name.</source>
        <translation>{0}: no es un archivo corriente. Elija otro nombre.</translation>
    </message>
    <message>
        <source>{0}: this is no readable JSON file ({1}).</source>
        <translation>{0}: no es un archivo JSON legible ({1}).</translation>
    </message>
    <message>
        <source>{0}: this is no readable TorchScript file.</source>
        <translation>{0}: no es un archivo TorchScript legible.</translation>
    </message>
    <message>
        <source>{0}: this is no readable file of PyTorch weights ({1}).</source>
        <translation>{0}: no es un archivo legible de pesos de PyTorch ({1}).</translation>
    </message>
    <message>
        <source>{0}: this is no session of Gliovista, or it is damaged ({1}). Open another one, or the study itself.</source>
        <translation>{0}: no es una sesión de Gliovista o está dañada ({1}). Abra otra, o el estudio mismo.</translation>
    </message>
    <message>
        <source>{0}: this is one of the study&apos;s own scans. Choose another name.</source>
        <translation>{0}: es una de las imágenes del propio estudio. Elija otro nombre.</translation>
    </message>
    <message>
        <source>{0}: this label map lies on another grid than the study ({1} voxels; the study has {2}, or lies elsewhere). Choose the label map that belongs to these scans.</source>
        <translation>{0}: este mapa de etiquetas está en otra grilla que el estudio ({1} vóxeles; el estudio tiene {2}, o está en otro lugar). Elija el mapa de etiquetas que corresponde a estas imágenes.</translation>
    </message>
    <message>
        <source>{0}: this label map was loaded or drawn, so it has no probabilities to cut at another threshold. Segment the study first.</source>
        <translation>{0}: este mapa de etiquetas se cargó o se dibujó, así que no tiene probabilidades que cortar con otro umbral. Segmente primero el estudio.</translation>
    </message>
    <message>
        <source>{0}: this model is here already, as {1}.</source>
        <translation>{0}: este modelo ya está aquí, como {1}.</translation>
    </message>
    <message>
        <source>{0}: this model needs {1}; {2} is not there. Choose another model, or add the sequence.</source>
        <translation>{0}: este modelo necesita {1}; falta {2}. Elija otro modelo o añada la secuencia.</translation>
    </message>
    <message>
        <source>{0}: this package holds no OpenVINO model ({1}).</source>
        <translation>{0}: este modelo no incluye la versión para OpenVINO ({1}).</translation>
    </message>
    <message>
        <source>{0}: this segmentation was loaded or drawn, so it has no probabilities to write.</source>
        <translation>{0}: esta segmentación se cargó o dibujó, así que no tiene probabilidades que escribir.</translation>
    </message>
    <message>
        <source>{0}: this session has version {1}, and this program knows version {2}. Open it with the program that saved it, or a newer one.</source>
        <translation>{0}: esta sesión tiene la versión {1} y este programa conoce la versión {2}. Ábrala con el programa que la guardó o con uno más nuevo.</translation>
    </message>
    <message>
        <source>{0}: this session holds “{1}”, which this program does not know. Open it with a newer one.</source>
        <translation>{0}: esta sesión contiene «{1}», que este programa no conoce. Ábrala con uno más nuevo.</translation>
    </message>
    <message>
        <source>{0}: this session is damaged ({1}). Open an older one, or the study itself.</source>
        <translation>{0}: esta sesión está dañada ({1}). Abra una más antigua, o el estudio mismo.</translation>
    </message>
    <message>
        <source>{0}: this session lies on another grid than the study {1}. Open the study as it was opened then, with the same axes.</source>
        <translation>{0}: esta sesión está en otra cuadrícula que el estudio {1}. Abra el estudio como se abrió entonces, con los mismos ejes.</translation>
    </message>
    <message>
        <source>{0}: this session was made from other scans than those of the study {1}. Open the study that it belongs to.</source>
        <translation>{0}: esta sesión se hizo con otras imágenes que las del estudio {1}. Abra el estudio al que pertenece.</translation>
    </message>
    <message>
        <source>{0}: this table of sessions cannot be read.</source>
        <translation>{0}: no se puede leer esta tabla de sesiones.</translation>
    </message>
    <message>
        <source>{0}: too few sequences are there.</source>
        <translation>{0}: hay demasiado pocas secuencias.</translation>
    </message>
    <message>
        <source>{0}: two of its input channels ({1}) speak of the same sequence.</source>
        <translation>{0}: dos de sus canales de entrada ({1}) hablan de la misma secuencia.</translation>
    </message>
    <message>
        <source>{0}: two results would be written to this name. Choose another for one.</source>
        <translation>{0}: dos resultados se escribirían con este nombre. Elija otro para uno de ellos.</translation>
    </message>
    <message>
        <source>{0}: what was written cannot be read back ({1}).</source>
        <translation>{0}: lo escrito no se puede volver a leer ({1}).</translation>
    </message>
    <message>
        <source>{0}: what was written cannot be read back.</source>
        <translation>{0}: lo escrito no se puede volver a leer.</translation>
    </message>
    <message>
        <source>{0}: what was written does not read back equal. Try another disk.</source>
        <translation>{0}: lo escrito no se lee igual. Pruebe con otro disco.</translation>
    </message>
    <message>
        <source>{0}: what was written does not read back. Save it on another disk.</source>
        <translation>{0}: lo que se escribió no se puede volver a leer. Guárdelo en otro disco.</translation>
    </message>
    <message>
        <source>{0}: what was written does not read back: {1} Try another disk.</source>
        <translation>{0}: lo escrito no se vuelve a leer igual: {1} Pruebe otro disco.</translation>
    </message>
    <message>
        <source>{0}: {1} % of its labels ({2} ml) lie outside the brain. It is probably another patient&apos;s. Compare the names, and look at the outline.</source>
        <translation>{0}: el {1} % de sus etiquetas ({2} ml) queda fuera del cerebro. Probablemente es de otro paciente. Compare los nombres y mire el contorno.</translation>
    </message>
    <message>
        <source>{0}: {1} % of its labels ({2} ml) lie outside the head, in air. It is probably another patient&apos;s. Compare the names, and look at the outline.</source>
        <translation>{0}: el {1} % de sus etiquetas ({2} ml) está fuera de la cabeza, en el aire. Probablemente es de otro paciente. Compare los nombres y mire el contorno.</translation>
    </message>
    <message>
        <source>{0}: {1} Name the files one by one (T1, T1Gd, T2, FLAIR).</source>
        <translation>{0}: {1} Indique los archivos uno por uno (T1, T1Gd, T2, FLAIR).</translation>
    </message>
    <message>
        <source>{0}: {1} Say what it is (on the command line: segment FOLDER {2}), or go on without it (--without-unreadable).</source>
        <translation>{0}: {1} Indique qué es (en la línea de comandos: segment CARPETA {2}), o continúe sin él (--without-unreadable).</translation>
    </message>
    <message>
        <source>{0}: {1} Say which it is (on the command line: segment FOLDER {2}).</source>
        <translation>{0}: {1} Indique cuál es (en la línea de comandos: segment CARPETA {2}).</translation>
    </message>
    <message>
        <source>{0}: {1} is empty, so it cannot be aligned.</source>
        <translation>{0}: {1} está vacía, por lo que no se puede alinear.</translation>
    </message>
    <message>
        <source>{0}: {1} is missing ({2}). Install Gliovista again.</source>
        <translation>{0}: falta {1} ({2}). Instale Gliovista de nuevo.</translation>
    </message>
    <message>
        <source>{0}: {1} is no network of volumes. Choose one such as 3d_fullres.</source>
        <translation>{0}: {1} no es una red de volúmenes. Elija una como 3d_fullres.</translation>
    </message>
    <message>
        <source>{0}: {1} is not a plain file name.</source>
        <translation>{0}: {1} no es un simple nombre de archivo.</translation>
    </message>
    <message>
        <source>{0}: {1} is not part of this program. Choose OpenVINO.</source>
        <translation>{0}: {1} no forma parte de este programa. Elija OpenVINO.</translation>
    </message>
    <message>
        <source>{0}: {1} is the second stage of a cascade, which is not run here.</source>
        <translation>{0}: {1} es la segunda etapa de una cascada, que aquí no se ejecuta.</translation>
    </message>
    <message>
        <source>{0}: {1} of the {2} files that it names are not there.</source>
        <translation>{0}: faltan {1} de los {2} archivos que nombra.</translation>
    </message>
    <message>
        <source>{0}: {1}, not a NIfTI file. Choose a .nii or .nii.gz file; DICOM series are converted with dcm2niix.</source>
        <translation>{0}: {1}, no un archivo NIfTI. Elija un archivo .nii o .nii.gz; las series DICOM se convierten con dcm2niix.</translation>
    </message>
    <message>
        <source>{0}: {1}, not a NIfTI file. Choose the NIfTI file.</source>
        <translation>{0}: {1}, no un archivo NIfTI. Elija el archivo NIfTI.</translation>
    </message>
    <message>
        <source>{0}: “{1}” is a macro ({2}), which is not followed.</source>
        <translation>{0}: «{1}» es una macro ({2}), que no se sigue.</translation>
    </message>
    <message>
        <source>{0}: “{1}” is no list of transforms.</source>
        <translation>{0}: «{1}» no es una lista de transformaciones.</translation>
    </message>
    <message>
        <source>{0}: “{1}” is the expression {2}, which would have to be run as Python. References, numbers and text are understood; write the value itself.</source>
        <translation>{0}: «{1}» es la expresión {2}, que habría que ejecutar como Python. Se entienden referencias, números y texto; escriba el valor mismo.</translation>
    </message>
    <message>
        <source>{0}: “{1}” refers to itself.</source>
        <translation>{0}: «{1}» se refiere a sí mismo.</translation>
    </message>
    <message>
        <source>{0}: “{1}” refers to “{2}”, which is not there.</source>
        <translation>{0}: «{1}» se refiere a «{2}», que no está.</translation>
    </message>
    <message>
        <source>“{0}” is no model that was brought. There are: {1}.</source>
        <translation>«{0}» no es ningún modelo añadido. Hay: {1}.</translation>
    </message>
    <message>
        <source>“{0}” is no name for a member</source>
        <translation>«{0}» no es un nombre de miembro</translation>
    </message>
    <message>
        <source>“{0}” is no name for a part</source>
        <translation>«{0}» no es un nombre de parte</translation>
    </message>
    <message>
        <source>“{0}” names no axes. Write three letters, the direction in which each axis grows, such as LPS: L or R, A or P, S or I.</source>
        <translation>«{0}» no nombra ejes. Escriba tres letras, la dirección en la que crece cada eje, como LPS: L o R, A o P, S o I.</translation>
    </message>
</context>
<context>
    <name>CorrectedNote</name>
    <message>
        <source>Corrected by hand.</source>
        <translation>Corregido a mano.</translation>
    </message>
    <message>
        <source>The expected Dice was for the uncorrected result.</source>
        <translation>El Dice esperado era del resultado sin corregir.</translation>
    </message>
</context>
<context>
    <name>CorrectionCommands</name>
    <message>
        <source>All of it has this label already, or may not be painted over.</source>
        <translation>Todo ello ya tiene esta etiqueta, o no se puede pintar encima.</translation>
    </message>
    <message>
        <source>Labels are corrected on the patient&apos;s own scans, and you look at what the network saw. Switch back first (View, Show what the network saw).</source>
        <translation>Las etiquetas se corrigen sobre las imágenes propias del paciente, y usted está viendo lo que vio la red. Vuelva primero a ellas (Ver, Mostrar lo que vio la red).</translation>
    </message>
    <message>
        <source>No label closes in a hole here.</source>
        <translation>Aquí ninguna etiqueta encierra un hueco.</translation>
    </message>
    <message>
        <source>No slice lies between two that hold this label: paint it on two slices of this plane with some between them.</source>
        <translation>Ningún corte queda entre dos que tengan esta etiqueta: píntela en dos cortes de este plano con otros en medio.</translation>
    </message>
    <message>
        <source>Nothing is to be smoothed here.</source>
        <translation>Aquí no hay nada que suavizar.</translation>
    </message>
    <message>
        <source>Nothing was filled: the area under the cursor is open, or has this label already.</source>
        <translation>No se rellenó nada: el área bajo el cursor está abierta o ya tiene esta etiqueta.</translation>
    </message>
    <message>
        <source>Only a label grows, and only in a result of the network.</source>
        <translation>Solo crece una etiqueta, y solo en un resultado de la red.</translation>
    </message>
    <message>
        <source>The network finds this label with {0} % at the cursor, below the level of {1} %: lower the level, or click another place with Ctrl.</source>
        <translation>La red da a esta etiqueta un {0} % en el cursor, menos que el nivel de {1} %: baje el nivel o haga clic en otro lugar con Ctrl.</translation>
    </message>
    <message>
        <source>The result is uncorrected already.</source>
        <translation>El resultado ya está sin corregir.</translation>
    </message>
    <message>
        <source>There is no label under the cursor: Ctrl + click the island first.</source>
        <translation>No hay etiqueta bajo el cursor: primero haga Ctrl + clic en la isla.</translation>
    </message>
    <message>
        <source>This label is not here, or nothing around it may be painted over.</source>
        <translation>Esta etiqueta no está aquí, o no se puede pintar sobre nada de lo que la rodea.</translation>
    </message>
    <message>
        <source>This label is not here.</source>
        <translation>Esta etiqueta no está aquí.</translation>
    </message>
</context>
<context>
    <name>CorrectionPanel</name>
    <message>
        <source>Correct by hand</source>
        <translation>Corregir a mano</translation>
    </message>
    <message>
        <source>Drag paints; with Ctrl it moves the cursor, with Shift the picture.</source>
        <translation>Arrastrar pinta; con Ctrl mueve el cursor, con Mayús la imagen.</translation>
    </message>
    <message>
        <source>Only {0} from {1} to {2}</source>
        <translation>Solo {0} de {1} a {2}</translation>
    </message>
    <message>
        <source>Paint over</source>
        <translation>Pintar sobre</translation>
    </message>
    <message>
        <source>Radius</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>Radius of the brush in millimetres</source>
        <translation>Radio del pincel en milímetros</translation>
    </message>
    <message>
        <source>This slice</source>
        <translation>Este corte</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>todo</translation>
    </message>
    <message>
        <source>tumour only</source>
        <translation>solo el tumor</translation>
    </message>
    <message>
        <source>unlabelled only</source>
        <translation>solo lo no etiquetado</translation>
    </message>
</context>
<context>
    <name>CoursePanel</name>
    <message>
        <source>Add another time point of this patient to compare it with.</source>
        <translation>Añada otro momento de este paciente para compararlo.</translation>
    </message>
    <message>
        <source>Align and measure</source>
        <translation>Alinear y medir</translation>
    </message>
    <message>
        <source>Aligning and measuring</source>
        <translation>Alineando y midiendo</translation>
    </message>
    <message>
        <source>Aligning and measuring…</source>
        <translation>Alineando y midiendo…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Enhancing lesions: sum of the products of two diameters</source>
        <translation>Lesiones con realce: suma de los productos de dos diámetros</translation>
    </message>
    <message>
        <source>Segment the time points, or take their label maps from files.</source>
        <translation>Segmente los momentos, o tome sus mapas de etiquetas de archivos.</translation>
    </message>
    <message>
        <source>Sizes over time</source>
        <translation>Tamaños en el tiempo</translation>
    </message>
</context>
<context>
    <name>CursorStatus</name>
    <message>
        <source>Atlas (trust {1}): {0}</source>
        <translation>Atlas (confianza {1}): {0}</translation>
    </message>
    <message>
        <source>enhancing tumour</source>
        <translation>tumor con realce</translation>
    </message>
    <message>
        <source>necrotic core</source>
        <translation>núcleo necrótico</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>sin etiqueta</translation>
    </message>
    <message>
        <source>no structure</source>
        <translation>ninguna estructura</translation>
    </message>
    <message>
        <source>oedema</source>
        <translation>edema</translation>
    </message>
    <message>
        <source>whole tumour</source>
        <translation>tumor completo</translation>
    </message>
</context>
<context>
    <name>Curve</name>
    <message>
        <source>Volumes over time</source>
        <translation>Volúmenes en el tiempo</translation>
    </message>
</context>
<context>
    <name>DoubtPanel</name>
    <message>
        <source>A label map from a file has no probabilities to doubt.</source>
        <translation>Un mapa de etiquetas de un archivo no tiene probabilidades de las que dudar.</translation>
    </message>
    <message>
        <source>Borders at {0} (white) and {1} (blue)</source>
        <translation>Bordes con {0} (blanco) y {1} (azul)</translation>
    </message>
    <message>
        <source>Looking for doubtful places…</source>
        <translation>Buscando lugares dudosos…</translation>
    </message>
    <message>
        <source>Next doubtful place</source>
        <translation>Siguiente lugar dudoso</translation>
    </message>
    <message>
        <source>No place is in doubt.</source>
        <translation>Ningún lugar es dudoso.</translation>
    </message>
    <message>
        <source>Paint the doubt</source>
        <translation>Pintar la duda</translation>
    </message>
    <message>
        <source>Place {0} of {1}: {2} ml</source>
        <translation>Lugar {0} de {1}: {2} ml</translation>
    </message>
    <message>
        <source>The entropy of the network&apos;s probability, in the place of the labels&apos; fill; outlines stay.</source>
        <translation>La entropía de la probabilidad de la red, en lugar del relleno de las etiquetas; los contornos quedan.</translation>
    </message>
    <message>
        <source>Where the border would lie if less, or more, were asked of a voxel.</source>
        <translation>Dónde estaría el borde si se exigiera menos, o más, de un vóxel.</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>seguro</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>indeciso</translation>
    </message>
</context>
<context>
    <name>ExpectedDice</name>
    <message>
        <source>Check this one: low estimate of {0}.</source>
        <translation>Revise este caso: estimación baja de {0}.</translation>
    </message>
    <message>
        <source>Expected Dice (estimate): {0}</source>
        <translation>Dice esperado (estimación): {0}</translation>
    </message>
    <message>
        <source>How much of what an expert would draw this result probably shares, from 0 to 1: told from the network&apos;s own doubt, as held-out patients taught. It errs; look at every result.</source>
        <translation>Cuánto coincidirá probablemente este resultado con lo que dibujaría un experto, de 0 a 1: se deduce de las dudas de la propia red, según lo aprendido con pacientes que no había visto. Se equivoca a veces; revise cada resultado.</translation>
    </message>
</context>
<context>
    <name>ExportCommands</name>
    <message>
        <source>Export label map</source>
        <translation>Exportar mapa de etiquetas</translation>
    </message>
    <message>
        <source>Export measurements</source>
        <translation>Exportar medidas</translation>
    </message>
    <message>
        <source>Export one file per region</source>
        <translation>Exportar un archivo por región</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>Exportar imagen</translation>
    </message>
    <message>
        <source>Export probability maps</source>
        <translation>Exportar mapas de probabilidad</translation>
    </message>
    <message>
        <source>NIfTI (*.nii.gz *.nii)</source>
        <translation>NIfTI (*.nii.gz *.nii)</translation>
    </message>
    <message>
        <source>NIfTI, BraTS 2021 labels: 1, 2, 4 (*.nii.gz *.nii)</source>
        <translation>NIfTI, etiquetas BraTS 2021: 1, 2, 4 (*.nii.gz *.nii)</translation>
    </message>
    <message>
        <source>NIfTI, BraTS 2023 labels: 1, 2, 3 (*.nii.gz *.nii)</source>
        <translation>NIfTI, etiquetas BraTS 2023: 1, 2, 3 (*.nii.gz *.nii)</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Imágenes (*.png)</translation>
    </message>
    <message>
        <source>The measurements are not ready yet.</source>
        <translation>Las medidas todavía no están listas.</translation>
    </message>
    <message>
        <source>Written: {0} in {1}</source>
        <translation>Guardado: {0} en {1}</translation>
    </message>
    <message>
        <source>Written: {0} in {1}. It holds the whole tumour alone, as oedema (2): without T1Gd nothing else can be told.</source>
        <translation>Escrito: {0} en {1}. Contiene solo el tumor completo, como edema (2): sin T1Gd no se puede distinguir nada más.</translation>
    </message>
    <message>
        <source>Written: {0} in {1}. The scans are gone or changed on the disk since they were opened: it belongs to the scans as they were then.</source>
        <translation>Escrito: {0} en {1}. Las imágenes ya no están o han cambiado en el disco desde que se abrieron: corresponde a las imágenes tal como eran entonces.</translation>
    </message>
    <message>
        <source>{0} is open in this study. Choose another name.</source>
        <translation>{0} está abierto en este estudio. Elija otro nombre.</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Already there: {0}</source>
        <translation>Ya existe: {0}</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Reemplazar</translation>
    </message>
    <message>
        <source>Replace?</source>
        <translation>¿Reemplazar?</translation>
    </message>
</context>
<context>
    <name>FaultReporter</name>
    <message>
        <source>Copy diagnostics</source>
        <translation>Copiar diagnóstico</translation>
    </message>
    <message>
        <source>Export label map…</source>
        <translation>Exportar mapa de etiquetas…</translation>
    </message>
    <message>
        <source>Nothing else was waiting to be saved.</source>
        <translation>No había nada más por guardar.</translation>
    </message>
    <message>
        <source>Scans and exported files are as they were; planning notes are saved.</source>
        <translation>Las imágenes y los archivos exportados están como estaban; las notas de planificación están guardadas.</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Algo salió mal</translation>
    </message>
    <message>
        <source>The log is in {0}.</source>
        <translation>El registro está en {0}.</translation>
    </message>
    <message>
        <source>The program met a fault that it did not expect.</source>
        <translation>El programa encontró un fallo que no esperaba.</translation>
    </message>
    <message>
        <source>The segmentation of {0} was not exported yet. It is still here: export it now.</source>
        <translation>La segmentación de {0} aún no se exportó. Sigue aquí: expórtela ahora.</translation>
    </message>
    <message>
        <source>You can go on. If it happens again, start the program anew and report it: Copy diagnostics puts what is needed on the clipboard, without names of files or patients.</source>
        <translation>Puede continuar. Si vuelve a ocurrir, inicie de nuevo el programa e informe de ello: Copiar diagnóstico pone en el portapapeles lo necesario, sin nombres de archivos ni de pacientes.</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Align and remove the skull</source>
        <translation>Alinear y quitar el cráneo</translation>
    </message>
    <message>
        <source>Choose the files…</source>
        <translation>Elegir los archivos…</translation>
    </message>
    <message>
        <source>Export now, or discard all of these?</source>
        <translation>¿Exportar ahora o descartar todos estos?</translation>
    </message>
    <message>
        <source>Export now, or discard?</source>
        <translation>¿Exportar ahora o descartar?</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Not exported</source>
        <translation>Sin exportar</translation>
    </message>
    <message>
        <source>Open a patient&apos;s folder</source>
        <translation>Abrir la carpeta de un paciente</translation>
    </message>
    <message>
        <source>Open a stacked file</source>
        <translation>Abrir un archivo apilado</translation>
    </message>
    <message>
        <source>Open without {0}</source>
        <translation>Abrir sin {0}</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>Leyendo {0}…</translation>
    </message>
    <message>
        <source>Stacked volumes (*.nii *.nii.gz *.npy)</source>
        <translation>Volúmenes apilados (*.nii *.nii.gz *.npy)</translation>
    </message>
    <message>
        <source>The corrections of {0} were not exported.</source>
        <translation>Las correcciones de {0} no se exportaron.</translation>
    </message>
    <message>
        <source>The program failed at this: {0}. Please report it.</source>
        <translation>El programa falló en esto: {0}. Por favor, repórtelo.</translation>
    </message>
    <message>
        <source>The segmentation of {0} was not exported.</source>
        <translation>La segmentación de {0} no se exportó.</translation>
    </message>
    <message>
        <source>There is not enough memory for this. Close other programs and retry.</source>
        <translation>No hay memoria suficiente para esto. Cierre otros programas e intente de nuevo.</translation>
    </message>
    <message>
        <source>check this sequence</source>
        <translation>revise esta secuencia</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>leyendo…</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>Look at the alignment…</source>
        <translation>Ver la alineación…</translation>
    </message>
</context>
<context>
    <name>FollowUp</name>
    <message>
        <source>A new measurable lesion of {longest} × {perpendicular} mm ({ml} ml).</source>
        <translation>Una lesión medible nueva de {longest} × {perpendicular} mm ({ml} ml).</translation>
    </message>
    <message>
        <source>A new measurable lesion, as you said.</source>
        <translation>Una lesión medible nueva, según dijo usted.</translation>
    </message>
    <message>
        <source>Aligned by {0}: turned {1}°, moved {2} mm; likeness {3}, outlines {4} (1 is the same).</source>
        <translation>Alineado por {0}: girado {1}°, desplazado {2} mm; semejanza {3}, contornos {4} (1 es lo mismo).</translation>
    </message>
    <message>
        <source>Another look ends in another place.</source>
        <translation>Otra búsqueda termina en otro lugar.</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Basal</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Basal</translation>
    </message>
    <message>
        <source>Both (mixed)</source>
        <translation>Ambas (mixta)</translation>
    </message>
    <message>
        <source>Category by RANO 2.0</source>
        <translation>Categoría según RANO 2.0</translation>
    </message>
    <message>
        <source>Change against the baseline</source>
        <translation>Cambio frente al basal</translation>
    </message>
    <message>
        <source>Change against the smallest from the baseline to before it</source>
        <translation>Cambio frente al menor valor desde el basal hasta el anterior</translation>
    </message>
    <message>
        <source>Complete response</source>
        <translation>Respuesta completa</translation>
    </message>
    <message>
        <source>Confirmed by {name}, {weeks} weeks later.</source>
        <translation>Confirmada por {name}, {weeks} semanas después.</translation>
    </message>
    <message>
        <source>Does what is new or grown lie outside of the field of radiotherapy?</source>
        <translation>¿Lo nuevo o lo que creció está fuera del campo de radioterapia?</translation>
    </message>
    <message>
        <source>Enhancing</source>
        <translation>Con realce</translation>
    </message>
    <message>
        <source>Enhancing disease: {enhancing}; non-enhancing disease: {non_enhancing}.</source>
        <translation>Enfermedad con realce: {enhancing}; enfermedad sin realce: {non_enhancing}.</translation>
    </message>
    <message>
        <source>Enhancing lesions: sum of the products of two diameters</source>
        <translation>Lesiones con realce: suma de los productos de dos diámetros</translation>
    </message>
    <message>
        <source>Enhancing tumour: {0}</source>
        <translation>Tumor con realce: {0}</translation>
    </message>
    <message>
        <source>How is the patient: better, stable or worse?</source>
        <translation>¿Cómo está el paciente: mejor, estable o peor?</translation>
    </message>
    <message>
        <source>How much dexamethasone a day, now and at the baseline?</source>
        <translation>¿Cuánta dexametasona al día, ahora y en el basal?</translation>
    </message>
    <message>
        <source>Is the tumour newly diagnosed or recurrent, and which MRI is the baseline?</source>
        <translation>¿El tumor es de diagnóstico nuevo o recurrente, y qué resonancia es la basal?</translation>
    </message>
    <message>
        <source>Is there a new lesion? The images cannot tell.</source>
        <translation>¿Hay alguna lesión nueva? Las imágenes no permiten saberlo.</translation>
    </message>
    <message>
        <source>It has no segmentation.</source>
        <translation>No tiene segmentación.</translation>
    </message>
    <message>
        <source>It lies outside of the field of radiotherapy, as you said.</source>
        <translation>Está fuera del campo de radioterapia, según dijo usted.</translation>
    </message>
    <message>
        <source>Its scans are not read yet.</source>
        <translation>Sus imágenes no se han leído todavía.</translation>
    </message>
    <message>
        <source>Made before the baseline {name}: measured, not judged.</source>
        <translation>Anterior al basal {name}: se mide, no se juzga.</translation>
    </message>
    <message>
        <source>Made {weeks} weeks after radiotherapy: within 12 weeks progression must be confirmed, for it may be an effect of treatment.</source>
        <translation>Hecha {weeks} semanas después de la radioterapia: dentro de 12 semanas la progresión debe confirmarse, pues puede ser un efecto del tratamiento.</translation>
    </message>
    <message>
        <source>Minor response</source>
        <translation>Respuesta menor</translation>
    </message>
    <message>
        <source>More steroids than at the baseline ({mg} mg of dexamethasone a day, before {baseline_mg} mg): that is no progression by itself, and no stable disease or response either. Observe closely.</source>
        <translation>Más corticoides que en el basal ({mg} mg de dexametasona al día, antes {baseline_mg} mg): por sí solo no es progresión, ni tampoco enfermedad estable o respuesta. Vigile de cerca.</translation>
    </message>
    <message>
        <source>Nadir</source>
        <translation>Nadir</translation>
    </message>
    <message>
        <source>No category</source>
        <translation>Sin categoría</translation>
    </message>
    <message>
        <source>No new measurable lesion, as you said.</source>
        <translation>Ninguna lesión medible nueva, según dijo usted.</translation>
    </message>
    <message>
        <source>No time point was made after the end of radiotherapy.</source>
        <translation>Ningún momento es posterior al fin de la radioterapia.</translation>
    </message>
    <message>
        <source>Non-enhancing</source>
        <translation>Sin realce</translation>
    </message>
    <message>
        <source>Non-enhancing (signal around it, oedema too): {0}</source>
        <translation>Sin realce (señal a su alrededor, también edema): {0}</translation>
    </message>
    <message>
        <source>Not confirmed by {name}, {weeks} weeks later.</source>
        <translation>No confirmada por {name}, {weeks} semanas después.</translation>
    </message>
    <message>
        <source>Not counted for the smallest so far, for their sequences cannot tell this disease ({disease}): {name}.</source>
        <translation>No cuentan para el menor valor hasta entonces, porque sus secuencias no permiten ver esta enfermedad ({disease}): {name}.</translation>
    </message>
    <message>
        <source>Not evaluable</source>
        <translation>No evaluable</translation>
    </message>
    <message>
        <source>Not judged</source>
        <translation>No se juzga</translation>
    </message>
    <message>
        <source>On steroids ({mg} mg of dexamethasone a day) a response is no complete one.</source>
        <translation>Con corticoides ({mg} mg de dexametasona al día) una respuesta no es completa.</translation>
    </message>
    <message>
        <source>Partial response</source>
        <translation>Respuesta parcial</translation>
    </message>
    <message>
        <source>Pathology shows growing tumour, as you said.</source>
        <translation>La patología muestra tumor en crecimiento, según dijo usted.</translation>
    </message>
    <message>
        <source>Progressive disease</source>
        <translation>Enfermedad progresiva</translation>
    </message>
    <message>
        <source>RANO 2.0 wants the baseline about 4 weeks after radiotherapy; this one was made after {weeks} weeks.</source>
        <translation>RANO 2.0 pide el basal unas 4 semanas después de la radioterapia; este se hizo tras {weeks} semanas.</translation>
    </message>
    <message>
        <source>RANO resect class {0}: {1}.</source>
        <translation>Clase {0} de RANO resect: {1}.</translation>
    </message>
    <message>
        <source>Stable disease</source>
        <translation>Enfermedad estable</translation>
    </message>
    <message>
        <source>The baseline {name} has no segmentation.</source>
        <translation>El basal, {name}, no tiene segmentación.</translation>
    </message>
    <message>
        <source>The brains do not look like one brain: is it the same patient?</source>
        <translation>Los cerebros no parecen uno solo: ¿es el mismo paciente?</translation>
    </message>
    <message>
        <source>The others are aligned to this one.</source>
        <translation>Los demás se alinean con este.</translation>
    </message>
    <message>
        <source>The outlines of the brains lie apart.</source>
        <translation>Los contornos de los cerebros no coinciden.</translation>
    </message>
    <message>
        <source>The patient is worse for no other cause than the tumour.</source>
        <translation>El paciente está peor sin otra causa que el tumor.</translation>
    </message>
    <message>
        <source>The sequences cannot tell this disease: {disease}.</source>
        <translation>Las secuencias no distinguen esta enfermedad: {disease}.</translation>
    </message>
    <message>
        <source>The sequences of the baseline {name} cannot tell this disease: {disease}.</source>
        <translation>Las secuencias del basal, {name}, no permiten ver esta enfermedad: {disease}.</translation>
    </message>
    <message>
        <source>The two measures disagree: {volume} by volume, {products} by products of diameters.</source>
        <translation>Las dos medidas no coinciden: {volume} por volumen, {products} por productos de diámetros.</translation>
    </message>
    <message>
        <source>The two scans share little.</source>
        <translation>Las dos imágenes comparten poco.</translation>
    </message>
    <message>
        <source>To be confirmed by an MRI at least 4 weeks later; until then it counts as {until}.</source>
        <translation>Debe confirmarla una resonancia al menos 4 semanas después; hasta entonces cuenta como {until}.</translation>
    </message>
    <message>
        <source>When did radiotherapy end?</source>
        <translation>¿Cuándo terminó la radioterapia?</translation>
    </message>
    <message>
        <source>When were the scans made?</source>
        <translation>¿Cuándo se hicieron las imágenes?</translation>
    </message>
    <message>
        <source>as the DICOM headers say</source>
        <translation>según las cabeceras DICOM</translation>
    </message>
    <message>
        <source>as the name says</source>
        <translation>según el nombre</translation>
    </message>
    <message>
        <source>as the table of sessions says</source>
        <translation>según la tabla de sesiones</translation>
    </message>
    <message>
        <source>as you said</source>
        <translation>según dijo usted</translation>
    </message>
    <message>
        <source>base</source>
        <translation>basal</translation>
    </message>
    <message>
        <source>before surgery</source>
        <translation>antes de la cirugía</translation>
    </message>
    <message>
        <source>better</source>
        <translation>mejor</translation>
    </message>
    <message>
        <source>biopsy</source>
        <translation>biopsia</translation>
    </message>
    <message>
        <source>complete resection of the enhancing tumour</source>
        <translation>resección completa del tumor con realce</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>confirmada</translation>
    </message>
    <message>
        <source>days after surgery</source>
        <translation>días después de la cirugía</translation>
    </message>
    <message>
        <source>first</source>
        <translation>primero</translation>
    </message>
    <message>
        <source>later</source>
        <translation>más tarde</translation>
    </message>
    <message>
        <source>near total resection</source>
        <translation>resección casi total</translation>
    </message>
    <message>
        <source>newly diagnosed</source>
        <translation>diagnóstico nuevo</translation>
    </message>
    <message>
        <source>not confirmed</source>
        <translation>no confirmada</translation>
    </message>
    <message>
        <source>not segmented yet</source>
        <translation>sin segmentar todavía</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>sin decir</translation>
    </message>
    <message>
        <source>partial resection</source>
        <translation>resección parcial</translation>
    </message>
    <message>
        <source>preliminary</source>
        <translation>preliminar</translation>
    </message>
    <message>
        <source>products of diameters</source>
        <translation>productos de diámetros</translation>
    </message>
    <message>
        <source>recurrent</source>
        <translation>recurrente</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>estable</translation>
    </message>
    <message>
        <source>subtotal resection</source>
        <translation>resección subtotal</translation>
    </message>
    <message>
        <source>supramaximal resection</source>
        <translation>resección supramáxima</translation>
    </message>
    <message>
        <source>the files do not say it: type it</source>
        <translation>los archivos no la dicen: escríbala</translation>
    </message>
    <message>
        <source>volume</source>
        <translation>volumen</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>peor</translation>
    </message>
    <message>
        <source>{0} ({1} % removed)</source>
        <translation>{0} ({1} % resecado)</translation>
    </message>
    <message>
        <source>{0} ml enhance over 10 mm from where the tumour was: healing or blood rather than what was left.</source>
        <translation>{0} ml realzan a más de 10 mm de donde estaba el tumor: cicatrización o sangre más que resto.</translation>
    </message>
    <message>
        <source>{disease}, {measure}: {percent} % against the baseline {name} ({reference} to {value} {unit}).</source>
        <translation>{disease}, {measure}: {percent} % frente al basal {name} (de {reference} a {value} {unit}).</translation>
    </message>
    <message>
        <source>{disease}, {measure}: {percent} % against the smallest so far, {name} ({reference} to {value} {unit}).</source>
        <translation>{disease}, {measure}: {percent} % frente al menor valor hasta entonces, {name} (de {reference} a {value} {unit}).</translation>
    </message>
    <message>
        <source>{disease}: the disease grew, but no lesion measures 10 mm in both directions on two slices: that alone is no progression.</source>
        <translation>{disease}: la enfermedad creció, pero ninguna lesión mide 10 mm en ambas direcciones en dos cortes: eso solo no es progresión.</translation>
    </message>
    <message>
        <source>{disease}: the disease has disappeared ({value} ml left).</source>
        <translation>{disease}: la enfermedad desapareció (quedan {value} ml).</translation>
    </message>
    <message>
        <source>{disease}: the disease is measurable now ({value} {unit}), and was not in {name}.</source>
        <translation>{disease}: la enfermedad es medible ahora ({value} {unit}), y no lo era en {name}.</translation>
    </message>
    <message>
        <source>{disease}: the disease was not measurable at the baseline, so that stable disease is the best category possible.</source>
        <translation>{disease}: la enfermedad no era medible en el basal, así que la mejor categoría posible es enfermedad estable.</translation>
    </message>
    <message>
        <source>{name} is the baseline, as you chose.</source>
        <translation>{name} es el basal, como usted eligió.</translation>
    </message>
    <message>
        <source>{name} is the baseline: the first MRI after radiotherapy, {weeks} weeks after its end.</source>
        <translation>{name} es el basal: la primera resonancia tras la radioterapia, {weeks} semanas después de su fin.</translation>
    </message>
    <message>
        <source>{name} is the baseline: the first time point, taken for the last MRI before this treatment.</source>
        <translation>{name} es el basal: el primer momento, tomado por la última resonancia antes de este tratamiento.</translation>
    </message>
    <message>
        <source>{name}, the first time point, was taken as the baseline, for nobody said which one is.</source>
        <translation>{name}, el primer momento, se tomó como basal, pues nadie dijo cuál es.</translation>
    </message>
</context>
<context>
    <name>FollowUpCommands</name>
    <message>
        <source>Add a time point of this patient</source>
        <translation>Añadir un momento de este paciente</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Curso</translation>
    </message>
    <message>
        <source>Export the course</source>
        <translation>Exportar el curso</translation>
    </message>
    <message>
        <source>Follow them up</source>
        <translation>Comparar en el tiempo</translation>
    </message>
    <message>
        <source>RANO 2.0</source>
        <translation>RANO 2.0</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tablas (*.csv)</translation>
    </message>
    <message>
        <source>The time point beside has no labels yet, or is not aligned.</source>
        <translation>El momento de al lado no tiene etiquetas todavía, o no está alineado.</translation>
    </message>
    <message>
        <source>The time points are not put together yet.</source>
        <translation>Los momentos no están reunidos todavía.</translation>
    </message>
    <message>
        <source>Time points</source>
        <translation>Momentos</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vistas</translation>
    </message>
    <message>
        <source>What RANO 2.0 asks</source>
        <translation>Lo que pregunta RANO 2.0</translation>
    </message>
    <message>
        <source>Written: {0} in {1}</source>
        <translation>Guardado: {0} en {1}</translation>
    </message>
    <message>
        <source>{0} other studies of this patient lie beside this one.</source>
        <translation>Junto a este hay {0} estudios más de este paciente.</translation>
    </message>
</context>
<context>
    <name>JudgingCommands</name>
    <message>
        <source>Doubt</source>
        <translation>Duda</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>Umbrales</translation>
    </message>
</context>
<context>
    <name>LabelCommands</name>
    <message>
        <source>Load label map</source>
        <translation>Cargar mapa de etiquetas</translation>
    </message>
</context>
<context>
    <name>LabelDialog</name>
    <message>
        <source>Beside it, to compare the two</source>
        <translation>Junto a ella, para comparar ambas</translation>
    </message>
    <message>
        <source>In its place; the present one stays among the results</source>
        <translation>En su lugar; la actual queda entre los resultados</translation>
    </message>
    <message>
        <source>Load label map</source>
        <translation>Cargar mapa de etiquetas</translation>
    </message>
    <message>
        <source>The numbers in {0} fit more than one convention. Which is it?</source>
        <translation>Los números de {0} admiten más de una convención. ¿Cuál es?</translation>
    </message>
    <message>
        <source>Where is it to be shown?</source>
        <translation>¿Dónde se muestra?</translation>
    </message>
    <message>
        <source>enhancing tumour</source>
        <translation>tumor con realce</translation>
    </message>
    <message>
        <source>necrotic core</source>
        <translation>núcleo necrótico</translation>
    </message>
    <message>
        <source>oedema</source>
        <translation>edema</translation>
    </message>
</context>
<context>
    <name>LabelOffer</name>
    <message>
        <source>A label map lies beside these scans: {0}</source>
        <translation>Junto a estas imágenes hay un mapa de etiquetas: {0}</translation>
    </message>
    <message>
        <source>Choose one…</source>
        <translation>Elegir uno…</translation>
    </message>
    <message>
        <source>Load it</source>
        <translation>Cargarlo</translation>
    </message>
    <message>
        <source>{0} label maps lie beside these scans.</source>
        <translation>Junto a estas imágenes hay {0} mapas de etiquetas.</translation>
    </message>
</context>
<context>
    <name>LabelsPanel</name>
    <message>
        <source>Both</source>
        <translation>Ambos</translation>
    </message>
    <message>
        <source>Enhancing tumour</source>
        <translation>Tumor con realce</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Relleno</translation>
    </message>
    <message>
        <source>Intensity within it, mean ± standard deviation:</source>
        <translation>Intensidad dentro de ella, media ± desviación estándar:</translation>
    </message>
    <message>
        <source>Necrotic core</source>
        <translation>Núcleo necrótico</translation>
    </message>
    <message>
        <source>Oedema</source>
        <translation>Edema</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Opacidad</translation>
    </message>
    <message>
        <source>Opacity of the labels</source>
        <translation>Opacidad de las etiquetas</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Contorno</translation>
    </message>
    <message>
        <source>Show or hide this label (F{0})</source>
        <translation>Mostrar u ocultar esta etiqueta (F{0})</translation>
    </message>
    <message>
        <source>Whole tumour</source>
        <translation>Tumor completo</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Close without it</source>
        <translation>Cerrar sin él</translation>
    </message>
    <message>
        <source>Writing {0}. The window closes once it is written.</source>
        <translation>Escribiendo {0}. La ventana se cerrará en cuanto esté escrito.</translation>
    </message>
</context>
<context>
    <name>LegendDialog</name>
    <message>
        <source>Legend</source>
        <translation>Leyenda</translation>
    </message>
    <message>
        <source>Legend of labels and regions</source>
        <translation>Leyenda de etiquetas y regiones</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>The model found no tumour in this study.</source>
        <translation>El modelo no encontró tumor en este estudio.</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Barra de herramientas</translation>
    </message>
</context>
<context>
    <name>ManualDialog</name>
    <message>
        <source>Contents</source>
        <translation>Contenido</translation>
    </message>
    <message>
        <source>Next hit (F3)</source>
        <translation>Siguiente resultado (F3)</translation>
    </message>
    <message>
        <source>No hits</source>
        <translation>Sin resultados</translation>
    </message>
    <message>
        <source>Previous hit (Shift+F3)</source>
        <translation>Resultado anterior (Mayúsculas+F3)</translation>
    </message>
    <message>
        <source>Search the manual</source>
        <translation>Buscar en el manual</translation>
    </message>
    <message>
        <source>Text of the manual</source>
        <translation>Texto del manual</translation>
    </message>
    <message>
        <source>User manual</source>
        <translation>Manual de usuario</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} de {1}</translation>
    </message>
</context>
<context>
    <name>MarginsRow</name>
    <message>
        <source>&amp;Margins around</source>
        <translation>&amp;Márgenes alrededor de</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Calculando…</translation>
    </message>
    <message>
        <source>Margins in millimetres, with spaces between</source>
        <translation>Márgenes en milímetros, separados por espacios</translation>
    </message>
    <message>
        <source>Margins need a segmentation.</source>
        <translation>Los márgenes necesitan una segmentación.</translation>
    </message>
    <message>
        <source>Region that margins lie around</source>
        <translation>Región alrededor de la cual se trazan los márgenes</translation>
    </message>
    <message>
        <source>Up to {0} distances up to {1} mm, with spaces between: 5 10</source>
        <translation>Hasta {0} distancias de hasta {1} mm, separadas por espacios: 5 10</translation>
    </message>
    <message>
        <source>clipped at the brain&apos;s edge</source>
        <translation>recortado en el borde del cerebro</translation>
    </message>
</context>
<context>
    <name>Marks</name>
    <message>
        <source>(by hand)</source>
        <translation>(a mano)</translation>
    </message>
    <message>
        <source>1 of 3: end of an arm</source>
        <translation>1 de 3: extremo de un lado</translation>
    </message>
    <message>
        <source>1 of 3: falx in front</source>
        <translation>1 de 3: hoz delante</translation>
    </message>
    <message>
        <source>2 of 3: falx behind</source>
        <translation>2 de 3: hoz detrás</translation>
    </message>
    <message>
        <source>2 of 3: vertex</source>
        <translation>2 de 3: vértice</translation>
    </message>
    <message>
        <source>3 of 3: end of the other arm</source>
        <translation>3 de 3: extremo del otro lado</translation>
    </message>
    <message>
        <source>3 of 3: septum</source>
        <translation>3 de 3: septo</translation>
    </message>
    <message>
        <source>Angle {0}</source>
        <translation>Ángulo {0}</translation>
    </message>
    <message>
        <source>Area {0}</source>
        <translation>Área {0}</translation>
    </message>
    <message>
        <source>Ellipse {0}</source>
        <translation>Elipse {0}</translation>
    </message>
    <message>
        <source>Lesion {0}</source>
        <translation>Lesión {0}</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Medido</translation>
    </message>
    <message>
        <source>Midline shift {0}</source>
        <translation>Desviación de la línea media {0}</translation>
    </message>
    <message>
        <source>RANO: no measurable lesion (10 mm both ways, on two slices)</source>
        <translation>RANO: ninguna lesión medible (10 mm en ambas direcciones, en dos cortes)</translation>
    </message>
    <message>
        <source>RANO: sum of products {0} mm² ({1} of {2} lesions measurable)</source>
        <translation>RANO: suma de productos {0} mm² ({1} de {2} lesiones medibles)</translation>
    </message>
    <message>
        <source>Ruler {0}</source>
        <translation>Regla {0}</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Corte</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>a mano</translation>
    </message>
    <message>
        <source>by the program</source>
        <translation>por el programa</translation>
    </message>
    <message>
        <source>lines moved by hand</source>
        <translation>líneas movidas a mano</translation>
    </message>
    <message>
        <source>symmetry plane</source>
        <translation>plano de simetría</translation>
    </message>
    <message>
        <source>to the left</source>
        <translation>a la izquierda</translation>
    </message>
    <message>
        <source>to the right</source>
        <translation>a la derecha</translation>
    </message>
</context>
<context>
    <name>MarksPanel</name>
    <message>
        <source>Click: go to its slice. Double click: rename. The box shows or hides it.</source>
        <translation>Clic: ir a su corte. Doble clic: cambiar el nombre. La casilla lo muestra u oculta.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Lesions&apos; lines, rulers, angles and areas are listed here once there are any.</source>
        <translation>Aquí aparecen las líneas de las lesiones, las reglas, los ángulos y las áreas cuando los haya.</translation>
    </message>
    <message>
        <source>Lines and areas</source>
        <translation>Líneas y áreas</translation>
    </message>
    <message>
        <source>Mean ± standard deviation (lowest–highest)</source>
        <translation>Media ± desviación estándar (mínimo–máximo)</translation>
    </message>
    <message>
        <source>Measured by hand, in three clicks</source>
        <translation>Medida a mano, en tres clics</translation>
    </message>
    <message>
        <source>Moved by hand; Reset goes back to the measured lines</source>
        <translation>Movida a mano; Restablecer vuelve a las líneas medidas</translation>
    </message>
    <message>
        <source>Not measurable by RANO: below 10 mm, or on one slice</source>
        <translation>No medible según RANO: menos de 10 mm, o en un solo corte</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Restablecer</translation>
    </message>
    <message>
        <source>Slice {0}</source>
        <translation>Corte {0}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Undo measuring</source>
        <translation>Deshacer medición</translation>
    </message>
</context>
<context>
    <name>Measurements</name>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Axial slices that hold some of it</source>
        <translation>Cortes axiales que contienen algo de ella</translation>
    </message>
    <message>
        <source>Beyond it, ml</source>
        <translation>Al otro lado, ml</translation>
    </message>
    <message>
        <source>Enhancing</source>
        <translation>Con realce</translation>
    </message>
    <message>
        <source>Foci</source>
        <translation>Focos</translation>
    </message>
    <message>
        <source>Longest diameter at a right angle to it, in the same slice</source>
        <translation>Diámetro mayor en ángulo recto con él, en el mismo corte</translation>
    </message>
    <message>
        <source>Longest diameter within one axial slice (RANO)</source>
        <translation>Diámetro mayor dentro de un corte axial (RANO)</translation>
    </message>
    <message>
        <source>Longest, mm</source>
        <translation>Mayor, mm</translation>
    </message>
    <message>
        <source>Measured on slices of {0} mm: volumes and lengths are no finer than that.</source>
        <translation>Medido en cortes de {0} mm: los volúmenes y las longitudes no son más precisos que eso.</translation>
    </message>
    <message>
        <source>Nearest distance to the brain&apos;s surface; 0 when it reaches it</source>
        <translation>Distancia mínima a la superficie del cerebro; 0 si la alcanza</translation>
    </message>
    <message>
        <source>Nearest distance to the plane in which the head mirrors best, which is not the falx; 0 when it reaches it</source>
        <translation>Distancia mínima al plano en que la cabeza es más simétrica, que no es la hoz; 0 si lo alcanza</translation>
    </message>
    <message>
        <source>Necrotic core</source>
        <translation>Núcleo necrótico</translation>
    </message>
    <message>
        <source>Oedema</source>
        <translation>Edema</translation>
    </message>
    <message>
        <source>Parts that do not touch each other</source>
        <translation>Partes que no se tocan entre sí</translation>
    </message>
    <message>
        <source>Perpendicular, mm</source>
        <translation>Perpendicular, mm</translation>
    </message>
    <message>
        <source>Share of the whole tumour</source>
        <translation>Parte del tumor completo</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Lado</translation>
    </message>
    <message>
        <source>Side of the symmetry plane on which its centre lies</source>
        <translation>Lado del plano de simetría en que está su centro</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Cortes</translation>
    </message>
    <message>
        <source>Surface, mm</source>
        <translation>Superficie, mm</translation>
    </message>
    <message>
        <source>Symmetry plane, mm</source>
        <translation>Plano simetría, mm</translation>
    </message>
    <message>
        <source>The brain&apos;s outline was corrected by hand before: {0} ml added, {1} ml taken away.</source>
        <translation>Antes se corrigió a mano el contorno del cerebro: {0} ml añadidos, {1} ml quitados.</translation>
    </message>
    <message>
        <source>The labels were corrected by hand.</source>
        <translation>Las etiquetas se corrigieron a mano.</translation>
    </message>
    <message>
        <source>This head has no clear plane of symmetry: sides and distances to the plane are counted from its centre.</source>
        <translation>Esta cabeza no tiene un plano de simetría claro: los lados y las distancias al plano se cuentan desde su centro.</translation>
    </message>
    <message>
        <source>Tumour core</source>
        <translation>Núcleo tumoral</translation>
    </message>
    <message>
        <source>Volume in millilitres</source>
        <translation>Volumen en mililitros</translation>
    </message>
    <message>
        <source>Volume on the other side of the symmetry plane, if it reaches past it; a falx that was pushed aside need not be crossed</source>
        <translation>Volumen al otro lado del plano de simetría, si lo sobrepasa; una hoz desplazada no tiene por qué estar atravesada</translation>
    </message>
    <message>
        <source>Whole tumour</source>
        <translation>Tumor completo</translation>
    </message>
    <message>
        <source>Without T1Gd only the whole tumour can be told.</source>
        <translation>Sin T1Gd solo se puede distinguir el tumor completo.</translation>
    </message>
    <message>
        <source>Without T1Gd, tumour core and enhancing tumour cannot be told: do not trust what bears a question mark.</source>
        <translation>Sin T1Gd no se pueden distinguir el núcleo tumoral ni el tumor con realce: no confíe en lo que lleva un signo de interrogación.</translation>
    </message>
    <message>
        <source>left</source>
        <translation>izq.</translation>
    </message>
    <message>
        <source>median</source>
        <translation>medio</translation>
    </message>
    <message>
        <source>ml</source>
        <translation>ml</translation>
    </message>
    <message>
        <source>right</source>
        <translation>der.</translation>
    </message>
    <message>
        <source>without T1Gd it cannot be told: do not trust it</source>
        <translation>sin T1Gd no se puede distinguir: no confíe en ello</translation>
    </message>
</context>
<context>
    <name>MeasurementsPanel</name>
    <message>
        <source>Click on a value: see where it was measured.</source>
        <translation>Clic en un valor: ver dónde se midió.</translation>
    </message>
    <message>
        <source>Diameters and distances</source>
        <translation>Diámetros y distancias</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>Midiendo</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Midiendo…</translation>
    </message>
    <message>
        <source>The segmentation holds no tumour.</source>
        <translation>La segmentación no contiene tumor.</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Volúmenes</translation>
    </message>
    <message>
        <source>Volumes and diameters appear here once there is a segmentation.</source>
        <translation>Aquí aparecen los volúmenes y diámetros cuando hay una segmentación.</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportar</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Ir</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>&amp;Disposición</translation>
    </message>
    <message>
        <source>&amp;Overlay</source>
        <translation>Su&amp;perposición</translation>
    </message>
    <message>
        <source>&amp;Recent studies</source>
        <translation>Estudios &amp;recientes</translation>
    </message>
    <message>
        <source>&amp;Segmentation</source>
        <translation>&amp;Segmentación</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Herramientas</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Window and level</source>
        <translation>&amp;Ventana y nivel</translation>
    </message>
    <message>
        <source>Chang&amp;e shapes</source>
        <translation>Cambiar &amp;formas</translation>
    </message>
    <message>
        <source>Correct by &amp;hand</source>
        <translation>Corregir a &amp;mano</translation>
    </message>
    <message>
        <source>Correct with a clic&amp;k</source>
        <translation>Co&amp;rregir con un clic</translation>
    </message>
    <message>
        <source>Follo&amp;w-up</source>
        <translation>Segu&amp;imiento</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
</context>
<context>
    <name>ModeTable</name>
    <message>
        <source>Accurate</source>
        <translation>Preciso</translation>
    </message>
    <message>
        <source>As the model&apos;s own files tell it; nobody measured it here.</source>
        <translation>Según los propios archivos del modelo; aquí nadie lo midió.</translation>
    </message>
    <message>
        <source>Dice on held-out patients</source>
        <translation>Dice en otros pacientes</translation>
    </message>
    <message>
        <source>Dice, as its files tell</source>
        <translation>Dice según sus archivos</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Rápido</translation>
    </message>
    <message>
        <source>Mean Dice over patients that the model had not seen: how well it does on average, and nothing about this patient.</source>
        <translation>Dice medio en pacientes que el modelo no había visto: cómo acierta en promedio, y nada sobre este paciente.</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>no se midió</translation>
    </message>
</context>
<context>
    <name>ModelCommands</name>
    <message>
        <source>Gliovista&apos;s own</source>
        <translation>el de Gliovista</translation>
    </message>
    <message>
        <source>Segment with it, and compare with what stands.</source>
        <translation>Segmentar con él y comparar con lo que hay.</translation>
    </message>
    <message>
        <source>The chosen model, “{0}”, cannot be used. Choose another one.</source>
        <translation>El modelo elegido, «{0}», no se puede usar. Elija otro.</translation>
    </message>
    <message>
        <source>There is no other model yet</source>
        <translation>Todavía no hay otro modelo</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Accurate does the same as Fast with this model.</source>
        <translation>Con este modelo, Preciso hace lo mismo que Rápido.</translation>
    </message>
    <message>
        <source>Comparing with the original…</source>
        <translation>Comparando con el original…</translation>
    </message>
    <message>
        <source>Converting the network…</source>
        <translation>Convirtiendo la red…</translation>
    </message>
    <message>
        <source>Copying the model…</source>
        <translation>Copiando el modelo…</translation>
    </message>
    <message>
        <source>Folder: {0}</source>
        <translation>Carpeta: {0}</translation>
    </message>
    <message>
        <source>Gliovista</source>
        <translation>Gliovista</translation>
    </message>
    <message>
        <source>It needs {0}, on the study&apos;s own voxels.</source>
        <translation>Necesita {0}, en los vóxeles propios del estudio.</translation>
    </message>
    <message>
        <source>It needs {0}, on voxels of {1} mm.</source>
        <translation>Necesita {0}, en vóxeles de {1} mm.</translation>
    </message>
    <message>
        <source>Its probabilities differ from the original&apos;s by {0} at most, on one window of the demo study.</source>
        <translation>Sus probabilidades difieren de las del original en {0} como máximo, en una ventana del estudio de demostración.</translation>
    </message>
    <message>
        <source>Kind: {0}</source>
        <translation>Tipo: {0}</translation>
    </message>
    <message>
        <source>Licence: {0}</source>
        <translation>Licencia: {0}</translation>
    </message>
    <message>
        <source>Reading the model…</source>
        <translation>Leyendo el modelo…</translation>
    </message>
    <message>
        <source>Source: {0}</source>
        <translation>Fuente: {0}</translation>
    </message>
    <message>
        <source>This model does not see T1Gd: do not trust its core and enhancing tumour.</source>
        <translation>Este modelo no ve T1Gd: no confíe en su núcleo ni en su tumor con realce.</translation>
    </message>
    <message>
        <source>This model needs {0}; {1} are not in this study.</source>
        <translation>Este modelo necesita {0}; {1} no están en este estudio.</translation>
    </message>
    <message>
        <source>This model needs {0}; {1} is not in this study.</source>
        <translation>Este modelo necesita {0}; {1} no está en este estudio.</translation>
    </message>
    <message>
        <source>Writing the model…</source>
        <translation>Escribiendo el modelo…</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>no consta</translation>
    </message>
    <message>
        <source>{0} and {1}</source>
        <translation>{0} y {1}</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>&amp;Remove…</source>
        <translation>&amp;Quitar…</translation>
    </message>
    <message>
        <source>&amp;Segment with this one</source>
        <translation>&amp;Segmentar con este</translation>
    </message>
    <message>
        <source>A MONAI bundle, a results folder of nnU-Net v2, or a package of Gliovista.</source>
        <translation>Un «bundle» de MONAI, una carpeta de resultados de nnU-Net v2 o un paquete de Gliovista.</translation>
    </message>
    <message>
        <source>Add &amp;ONNX file…</source>
        <translation>Añadir archivo &amp;ONNX…</translation>
    </message>
    <message>
        <source>Add &amp;folder…</source>
        <translation>Añadir &amp;carpeta…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>No se puede usar</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Casos</translation>
    </message>
    <message>
        <source>Dice WT TC ET</source>
        <translation>Dice WT TC ET</translation>
    </message>
    <message>
        <source>Folder of a model</source>
        <translation>Carpeta de un modelo</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Procedencia</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licencia</translation>
    </message>
    <message>
        <source>Mean Dice over held-out patients, Fast. Of a model that was brought: as its own files tell it; nobody measured it here.</source>
        <translation>Dice medio en pacientes apartados, en Rápido. De un modelo añadido: según sus propios archivos; aquí nadie lo midió.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Nothing was brought.</source>
        <translation>No se añadió nada.</translation>
    </message>
    <message>
        <source>ONNX file</source>
        <translation>Archivo ONNX</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avance</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Remove model?</source>
        <translation>¿Quitar el modelo?</translation>
    </message>
    <message>
        <source>Results that it made stay; their thresholds cannot be moved any more.</source>
        <translation>Los resultados que hizo se quedan; ya no se podrán mover sus umbrales.</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>Segmenta</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Secuencias</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>The model that comes with Gliovista segments from then on.</source>
        <translation>Desde entonces segmenta el modelo que viene con Gliovista.</translation>
    </message>
    <message>
        <source>With a JSON of the same name beside it, see the manual.</source>
        <translation>Con un JSON del mismo nombre al lado; véase el manual.</translation>
    </message>
    <message>
        <source>“{0}” is deleted from this computer: {1}</source>
        <translation>«{0}» se borra de esta computadora: {1}</translation>
    </message>
    <message>
        <source>“{0}” was brought. Choose it to segment with it.</source>
        <translation>Se añadió «{0}». Elíjalo para segmentar con él.</translation>
    </message>
    <message>
        <source>“{0}” was removed.</source>
        <translation>Se quitó «{0}».</translation>
    </message>
</context>
<context>
    <name>NetworkViewCommands</name>
    <message>
        <source>Correcting ended: it is done on the patient&apos;s own scans, and you look at what the network saw.</source>
        <translation>La corrección ha terminado: se hace sobre las imágenes propias del paciente, y usted está viendo lo que vio la red.</translation>
    </message>
</context>
<context>
    <name>OfferRow</name>
    <message>
        <source>Also {0} ({1}), but another is better.</source>
        <translation>También {0} ({1}), pero otra es mejor.</translation>
    </message>
    <message>
        <source>Chosen by you.</source>
        <translation>Elegida por usted.</translation>
    </message>
    <message>
        <source>Likely {0} ({1}): look at it.</source>
        <translation>Probablemente {0} ({1}): revísela.</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>No se usa</translation>
    </message>
    <message>
        <source>Perhaps {0} ({1}): choose it if it is.</source>
        <translation>Quizá {0} ({1}): elíjala si lo es.</translation>
    </message>
    <message>
        <source>Sequence of {0}</source>
        <translation>Secuencia de {0}</translation>
    </message>
    <message>
        <source>Surely {0} ({1}).</source>
        <translation>Con seguridad {0} ({1}).</translation>
    </message>
    <message>
        <source>The name holds “{0}”.</source>
        <translation>El nombre contiene «{0}».</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>axial</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>coronal</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>leyendo…</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagital</translation>
    </message>
    <message>
        <source>slices: {0}</source>
        <translation>cortes: {0}</translation>
    </message>
    <message>
        <source>slices: {0} × {1} mm</source>
        <translation>cortes: {0} × {1} mm</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Corregir</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Seguimiento</translation>
    </message>
    <message>
        <source>Pages of the side panel</source>
        <translation>Páginas del panel lateral</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Dónde</translation>
    </message>
</context>
<context>
    <name>PatientsDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Choose a study</source>
        <translation>Elegir un estudio</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Buscar</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>Estudios</translation>
    </message>
    <message>
        <source>{0} holds {1} studies. Which one is to be opened?</source>
        <translation>{0} contiene {1} estudios. ¿Cuál desea abrir?</translation>
    </message>
</context>
<context>
    <name>PictureDialog</name>
    <message>
        <source>Export picture</source>
        <translation>Exportar imagen</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Escala</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>With texts, letters and scale bar</source>
        <translation>Con textos, letras y barra de escala</translation>
    </message>
    <message>
        <source>{0} × {1} pixels</source>
        <translation>{0} × {1} píxeles</translation>
    </message>
</context>
<context>
    <name>PlacePanel</name>
    <message>
        <source>%: share of the region in the structure. mm: the shortest way to it.</source>
        <translation>%: parte de la región que está en la estructura. mm: el camino más corto hasta ella.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Click on a structure: see where it comes nearest.</source>
        <translation>Haga clic en una estructura para ver dónde está más cerca.</translation>
    </message>
    <message>
        <source>Find where this study lies in an atlas of the brain. It takes some seconds.</source>
        <translation>Buscar dónde se sitúa este estudio en un atlas del cerebro. Tarda unos segundos.</translation>
    </message>
    <message>
        <source>Place in the atlas</source>
        <translation>Situar en el atlas</translation>
    </message>
    <message>
        <source>Placing in the atlas</source>
        <translation>Situando en el atlas</translation>
    </message>
    <message>
        <source>Shares and distances</source>
        <translation>Porcentajes y distancias</translation>
    </message>
    <message>
        <source>Shares and distances appear here once there is a segmentation.</source>
        <translation>Los porcentajes y las distancias aparecerán aquí cuando haya una segmentación.</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Estructura</translation>
    </message>
    <message>
        <source>touches</source>
        <translation>toca</translation>
    </message>
</context>
<context>
    <name>Placement</name>
    <message>
        <source>An atlas shows where structures usually lie. It does not know what this tumour displaced or infiltrated, nor what is individual: function is not told by place.</source>
        <translation>Un atlas muestra dónde suelen estar las estructuras. No sabe qué ha desplazado o infiltrado este tumor, ni lo que es individual: el lugar no dice la función.</translation>
    </message>
    <message>
        <source>Left and right are not known: the files do not say it.</source>
        <translation>No se sabe cuál es la izquierda y cuál la derecha: los archivos no lo dicen.</translation>
    </message>
    <message>
        <source>The atlas does not fit this study well enough (trust {0} of 1; {1}): nothing of it is shown.</source>
        <translation>El atlas no se ajusta lo bastante a este estudio (confianza {0} de 1; {1}): no se muestra nada de él.</translation>
    </message>
    <message>
        <source>Trust {0} of 1: {1}.</source>
        <translation>Confianza {0} de 1: {1}.</translation>
    </message>
    <message>
        <source>the brain was aligned to the template</source>
        <translation>el cerebro se alineó con la plantilla</translation>
    </message>
    <message>
        <source>the study lies in BraTS space</source>
        <translation>el estudio está en el espacio de BraTS</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>Angle to the normal of the scalp, or of the brain&apos;s surface where the scans hold no scalp: 0° is straight in</source>
        <translation>Ángulo con la normal del cuero cabelludo, o de la superficie del cerebro si las imágenes no lo contienen: 0° es entrar de frente</translation>
    </message>
    <message>
        <source>Angle to the plane of best symmetry: 0° runs along it, 90° square to it</source>
        <translation>Ángulo con el plano de mejor simetría: 0° discurre a lo largo de él, 90° es perpendicular</translation>
    </message>
    <message>
        <source>Brain without label</source>
        <translation>Cerebro sin etiqueta</translation>
    </message>
    <message>
        <source>Crosses, mm</source>
        <translation>Cruza, mm</translation>
    </message>
    <message>
        <source>Cut off at the brain&apos;s edge</source>
        <translation>Recortado en el borde del cerebro</translation>
    </message>
    <message>
        <source>Eloquent</source>
        <translation>Elocuente</translation>
    </message>
    <message>
        <source>From entry to target</source>
        <translation>De la entrada a la diana</translation>
    </message>
    <message>
        <source>Labels of the tumour and structures of the atlas on the way</source>
        <translation>Etiquetas del tumor y estructuras del atlas en el camino</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Longitud</translation>
    </message>
    <message>
        <source>Nearest eloquent</source>
        <translation>Elocuente más cercana</translation>
    </message>
    <message>
        <source>Safety, mm</source>
        <translation>Seguridad, mm</translation>
    </message>
    <message>
        <source>Smallest distance to an eloquent structure of the atlas, and where</source>
        <translation>Menor distancia a una estructura elocuente del atlas, y dónde</translation>
    </message>
    <message>
        <source>Structures</source>
        <translation>Estructuras</translation>
    </message>
    <message>
        <source>Structures are not told.</source>
        <translation>No se indican estructuras.</translation>
    </message>
    <message>
        <source>Structures are not told: the study was not placed in the atlas.</source>
        <translation>No se indican estructuras: el estudio no se situó en el atlas.</translation>
    </message>
    <message>
        <source>Tissue</source>
        <translation>Tejido</translation>
    </message>
    <message>
        <source>To the midline</source>
        <translation>Con la línea media</translation>
    </message>
    <message>
        <source>To the surface</source>
        <translation>Con la superficie</translation>
    </message>
    <message>
        <source>Ventricles</source>
        <translation>Ventrículos</translation>
    </message>
    <message>
        <source>Ventricles of the atlas that lie on the way</source>
        <translation>Ventrículos del atlas que están en el camino</translation>
    </message>
    <message>
        <source>With all within</source>
        <translation>Con todo lo interior</translation>
    </message>
    <message>
        <source>brain</source>
        <translation>cerebro</translation>
    </message>
    <message>
        <source>ml</source>
        <translation>ml</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>fuera</translation>
    </message>
    <message>
        <source>scalp</source>
        <translation>cuero cabelludo</translation>
    </message>
    <message>
        <source>scalp and skull</source>
        <translation>cuero cabelludo y cráneo</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>{0}, crossed</source>
        <translation>{0}, atravesada</translation>
    </message>
    <message>
        <source>{0}, {1} at {2}</source>
        <translation>{0}, {1} a {2}</translation>
    </message>
    <message>
        <source>{0}–{1} mm</source>
        <translation>{0}–{1} mm</translation>
    </message>
</context>
<context>
    <name>PlanCommands</name>
    <message>
        <source>Trajectory {0}</source>
        <translation>Trayectoria {0}</translation>
    </message>
</context>
<context>
    <name>PlanExports</name>
    <message>
        <source>Save the plan</source>
        <translation>Guardar el plan</translation>
    </message>
</context>
<context>
    <name>PlanningDialog</name>
    <message>
        <source>&amp;Checklist</source>
        <translation>&amp;Lista de pasos</translation>
    </message>
    <message>
        <source>&amp;Notes</source>
        <translation>&amp;Notas</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Imprimir…</translation>
    </message>
    <message>
        <source>Approach, risks, questions for the team…</source>
        <translation>Abordaje, riesgos, preguntas para el equipo…</translation>
    </message>
    <message>
        <source>HTML files (*.html)</source>
        <translation>Archivos HTML (*.html)</translation>
    </message>
    <message>
        <source>Kept in {0}</source>
        <translation>Se guarda en {0}</translation>
    </message>
    <message>
        <source>Measurements of this study</source>
        <translation>Medidas de este estudio</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Midiendo…</translation>
    </message>
    <message>
        <source>No study is open: ticks and notes are not kept.</source>
        <translation>No hay un estudio abierto: las marcas y notas no se guardan.</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>Archivos PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Save as &amp;HTML…</source>
        <translation>Guardar como &amp;HTML…</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>Guardar como P&amp;DF…</translation>
    </message>
    <message>
        <source>Save the planning page</source>
        <translation>Guardar la página de planificación</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>Guardado: {0}</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Guardando…</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pasos</translation>
    </message>
    <message>
        <source>T&amp;rajectories</source>
        <translation>&amp;Trayectorias</translation>
    </message>
    <message>
        <source>Ticks and notes are kept with the study.</source>
        <translation>Las marcas y notas se guardan con el estudio.</translation>
    </message>
</context>
<context>
    <name>PlanningReport</name>
    <message>
        <source>Margins, ml</source>
        <translation>Márgenes, ml</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Medidas</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>Trajectories</source>
        <translation>Trayectorias</translation>
    </message>
</context>
<context>
    <name>PointsPanel</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Compare with this one (baseline)</source>
        <translation>Comparar con este (basal)</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Label map…</source>
        <translation>Mapa de etiquetas…</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>Let the network find its tumour, in Fast.</source>
        <translation>Dejar que la red busque su tumor, en Rápido.</translation>
    </message>
    <message>
        <source>Make it the open study, to segment and correct it; the others stay.</source>
        <translation>Hacerlo el estudio abierto, para segmentarlo y corregirlo; los demás quedan.</translation>
    </message>
    <message>
        <source>Move it down in the order of time.</source>
        <translation>Bajarlo en el orden del tiempo.</translation>
    </message>
    <message>
        <source>Move it up in the order of time.</source>
        <translation>Subirlo en el orden del tiempo.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Abrirlo</translation>
    </message>
    <message>
        <source>Reading or segmenting a time point</source>
        <translation>Leyendo o segmentando un momento</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentar</translation>
    </message>
    <message>
        <source>Show beside</source>
        <translation>Mostrar al lado</translation>
    </message>
    <message>
        <source>Show it beside the open study; a double click on its row does the same.</source>
        <translation>Mostrarlo junto al estudio abierto; un doble clic en su fila hace lo mismo.</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>Etapa</translation>
    </message>
    <message>
        <source>Take it out of the follow-up.</source>
        <translation>Sacarlo del seguimiento.</translation>
    </message>
    <message>
        <source>Take its label map from a file.</source>
        <translation>Tomar su mapa de etiquetas de un archivo.</translation>
    </message>
    <message>
        <source>Without a choice, RANO&apos;s own baseline is taken as far as dates tell it.</source>
        <translation>Si no elige, se toma el basal de RANO, hasta donde lo digan las fechas.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>no se sabe</translation>
    </message>
</context>
<context>
    <name>PointsTable</name>
    <message>
        <source>Alignment</source>
        <translation>Alineación</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Time point</source>
        <translation>Momento</translation>
    </message>
    <message>
        <source>Time points</source>
        <translation>Momentos</translation>
    </message>
</context>
<context>
    <name>Provenance</name>
    <message>
        <source>1 click</source>
        <translation>1 clic</translation>
    </message>
    <message>
        <source>1 stroke</source>
        <translation>1 trazo</translation>
    </message>
    <message>
        <source>Accurate</source>
        <translation>Preciso</translation>
    </message>
    <message>
        <source>Drawn by hand</source>
        <translation>Dibujado a mano</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Rápido</translation>
    </message>
    <message>
        <source>File: {0}</source>
        <translation>Archivo: {0}</translation>
    </message>
    <message>
        <source>Of unknown origin</source>
        <translation>De origen desconocido</translation>
    </message>
    <message>
        <source>brain corrected</source>
        <translation>cerebro corregido</translation>
    </message>
    <message>
        <source>corrected (1 step)</source>
        <translation>corregido (1 paso)</translation>
    </message>
    <message>
        <source>corrected ({0} steps)</source>
        <translation>corregido ({0} pasos)</translation>
    </message>
    <message>
        <source>corrected ({0})</source>
        <translation>corregido ({0})</translation>
    </message>
    <message>
        <source>corrected ({0}, {1})</source>
        <translation>corregido ({0}, {1})</translation>
    </message>
    <message>
        <source>own thresholds ({0})</source>
        <translation>umbrales propios ({0})</translation>
    </message>
    <message>
        <source>started from an earlier study&apos;s labels</source>
        <translation>iniciado con las etiquetas de un estudio anterior</translation>
    </message>
    <message>
        <source>{0} clicks</source>
        <translation>{0} clics</translation>
    </message>
    <message>
        <source>{0} strokes</source>
        <translation>{0} trazos</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Accuracy</source>
        <translation>Exactitud</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Axial</source>
        <translation>Axial</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>Centre of the whole tumour: {0} mm (right, anterior, superior)</source>
        <translation>Centro del tumor completo: {0} mm (derecha, anterior, superior)</translation>
    </message>
    <message>
        <source>Changes against the baseline {0}, and against the smallest.</source>
        <translation>Cambios frente al basal {0} y frente al menor valor.</translation>
    </message>
    <message>
        <source>Check of the scans</source>
        <translation>Comprobación de las imágenes</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>Coronal</translation>
    </message>
    <message>
        <source>Corrected by hand</source>
        <translation>Corregido a mano</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Diameters, mm</source>
        <translation>Diámetros, mm</translation>
    </message>
    <message>
        <source>Enhancing lesions, sum of products, mm²</source>
        <translation>Lesiones con realce, suma de productos, mm²</translation>
    </message>
    <message>
        <source>Expected Dice</source>
        <translation>Dice esperado</translation>
    </message>
    <message>
        <source>Extent of resection: {0}</source>
        <translation>Extensión de la resección: {0}</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>Rasgo</translation>
    </message>
    <message>
        <source>Follow-up</source>
        <translation>Seguimiento</translation>
    </message>
    <message>
        <source>Left and right are not known: the files do not say it.</source>
        <translation>No se sabe cuál es la izquierda y cuál la derecha: los archivos no lo dicen.</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>Semejanza</translation>
    </message>
    <message>
        <source>Lines and areas</source>
        <translation>Líneas y áreas</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>Hecho por</translation>
    </message>
    <message>
        <source>Mean Dice over patients that the model had not seen: {0}. It says nothing of this patient.</source>
        <translation>Dice medio en pacientes que el modelo no había visto: {0}. No dice nada de este paciente.</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Medidas</translation>
    </message>
    <message>
        <source>Not told: {0}</source>
        <translation>Sin decir: {0}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>No se encontró nada.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Place in the brain</source>
        <translation>Lugar en el cerebro</translation>
    </message>
    <message>
        <source>RANO 2.0</source>
        <translation>RANO 2.0</translation>
    </message>
    <message>
        <source>Report: {0}</source>
        <translation>Informe: {0}</translation>
    </message>
    <message>
        <source>Research use only. Not a medical device.</source>
        <translation>Solo para investigación. No es un dispositivo médico.</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regla</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>Sagital</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Corte</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Estructura</translation>
    </message>
    <message>
        <source>Structures within {0} mm; % of the region, mm to it.</source>
        <translation>Estructuras a {0} mm o menos; % de la región, mm hasta ella.</translation>
    </message>
    <message>
        <source>Support, not a diagnosis: categories follow from the numbers and from what was said of the patient.</source>
        <translation>Un apoyo, no un diagnóstico: las categorías resultan de los números y de lo que se dijo del paciente.</translation>
    </message>
    <message>
        <source>Surfaces, smoothed at 2 mm</source>
        <translation>Superficies, suavizadas a 2 mm</translation>
    </message>
    <message>
        <source>The segmentation holds no tumour.</source>
        <translation>La segmentación no contiene tumor.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Aviso</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>What to know of these time points</source>
        <translation>Lo que conviene saber de estos momentos</translation>
    </message>
    <message>
        <source>person</source>
        <translation>persona</translation>
    </message>
    <message>
        <source>program</source>
        <translation>programa</translation>
    </message>
    <message>
        <source>{0} ml were given another label</source>
        <translation>{0} ml recibieron otra etiqueta</translation>
    </message>
    <message>
        <source>{0}, told from the network&apos;s own doubt.</source>
        <translation>{0}, estimado a partir de la duda de la propia red.</translation>
    </message>
</context>
<context>
    <name>ReportCommands</name>
    <message>
        <source>Save report</source>
        <translation>Guardar informe</translation>
    </message>
    <message>
        <source>The measurements are not ready yet.</source>
        <translation>Las medidas aún no están listas.</translation>
    </message>
    <message>
        <source>Written: {0} in {1}</source>
        <translation>Escrito: {0} en {1}</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Follow-up: curve, table and categories</source>
        <translation>Seguimiento: curva, tabla y categorías</translation>
    </message>
    <message>
        <source>Further pages</source>
        <translation>Más páginas</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Measurements, lines and areas</source>
        <translation>Medidas, líneas y áreas</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Método</translation>
    </message>
    <message>
        <source>Pictures of</source>
        <translation>Imágenes de</translation>
    </message>
    <message>
        <source>Place in the brain, and VASARI</source>
        <translation>Lugar en el cerebro y VASARI</translation>
    </message>
    <message>
        <source>Planning: notes and steps</source>
        <translation>Planificación: notas y pasos</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Informe</translation>
    </message>
    <message>
        <source>The first page holds key pictures, sizes, what made the result and what was corrected. Save as PDF or as HTML.</source>
        <translation>La primera página contiene imágenes clave, tamaños, qué hizo el resultado y qué se corrigió. Guárdelo como PDF o como HTML.</translation>
    </message>
</context>
<context>
    <name>ResultHeader</name>
    <message>
        <source>In a file</source>
        <translation>En un archivo</translation>
    </message>
    <message>
        <source>Not exported yet</source>
        <translation>Aún no exportado</translation>
    </message>
    <message>
        <source>Result that is shown</source>
        <translation>Resultado que se muestra</translation>
    </message>
    <message>
        <source>Results of this study ({0}, {1})</source>
        <translation>Resultados de este estudio ({0}, {1})</translation>
    </message>
</context>
<context>
    <name>ScannerExportCommands</name>
    <message>
        <source>A DICOM object says whose it is.</source>
        <translation>Un objeto DICOM dice de quién es.</translation>
    </message>
    <message>
        <source>Anonymous</source>
        <translation>Anónimo</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Export DICOM segmentation</source>
        <translation>Exportar segmentación DICOM</translation>
    </message>
    <message>
        <source>Export RT structure set</source>
        <translation>Exportar conjunto de estructuras RT</translation>
    </message>
    <message>
        <source>Export aligned sequences and transforms</source>
        <translation>Exportar secuencias alineadas y transformaciones</translation>
    </message>
    <message>
        <source>It carries the patient&apos;s name, identifiers and dates from the source images, by which an archive files it under the right study. Without them, and with other UIDs, no archive or viewer can lay it over the original images.</source>
        <translation>Lleva el nombre, los identificadores y las fechas del paciente tomados de las imágenes de origen, con los que un archivo lo guarda en el estudio correcto. Sin ellos, y con otros UID, ningún archivo ni visor puede superponerlo a las imágenes originales.</translation>
    </message>
    <message>
        <source>Nothing more was written.</source>
        <translation>No se escribió nada más.</translation>
    </message>
    <message>
        <source>With the patient&apos;s data</source>
        <translation>Con los datos del paciente</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Escribiendo…</translation>
    </message>
    <message>
        <source>Written: {0} in {1}</source>
        <translation>Guardado: {0} en {1}</translation>
    </message>
</context>
<context>
    <name>SegmentPanel</name>
    <message>
        <source>About {0} s left</source>
        <translation>Faltan unos {0} s</translation>
    </message>
    <message>
        <source>Accurate</source>
        <translation>Preciso</translation>
    </message>
    <message>
        <source>Almost done</source>
        <translation>Casi listo</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>Comparar con…</translation>
    </message>
    <message>
        <source>Find the tumour in several passes: slower, a little more accurate</source>
        <translation>Buscar el tumor en varias pasadas: más lento, algo más preciso</translation>
    </message>
    <message>
        <source>Find the tumour in this study ({0})</source>
        <translation>Encontrar el tumor en este estudio ({0})</translation>
    </message>
    <message>
        <source>Gliovista&apos;s own</source>
        <translation>el de Gliovista</translation>
    </message>
    <message>
        <source>Model: {0}</source>
        <translation>Modelo: {0}</translation>
    </message>
    <message>
        <source>Progress of the segmentation</source>
        <translation>Avance de la segmentación</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentar</translation>
    </message>
    <message>
        <source>Segment tumour</source>
        <translation>Segmentar el tumor</translation>
    </message>
    <message>
        <source>Segmenting…</source>
        <translation>Segmentando…</translation>
    </message>
    <message>
        <source>{0} · {1} s</source>
        <translation>{0} · {1} s</translation>
    </message>
</context>
<context>
    <name>SelfTest</name>
    <message>
        <source>A click brought back {0} of what was cut off, and {1} beside it. {2} s.</source>
        <translation>Un clic recuperó {0} de lo recortado, y {1} de más. {2} s.</translation>
    </message>
    <message>
        <source>Demo study</source>
        <translation>Estudio de demostración</translation>
    </message>
    <message>
        <source>Dice to the recording: {0}, less than {1}. {2}, {3} s.</source>
        <translation>Dice con lo grabado: {0}, menos de {1}. {2}, {3} s.</translation>
    </message>
    <message>
        <source>Dice to the recording: {0}; at least {1} is wanted. {2}, {3} s.</source>
        <translation>Dice con lo grabado: {0}; se espera al menos {1}. {2}, {3} s.</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>Motores</translation>
    </message>
    <message>
        <source>Exporters</source>
        <translation>Exportadores</translation>
    </message>
    <message>
        <source>Graphics</source>
        <translation>Gráficos</translation>
    </message>
    <message>
        <source>Model packages</source>
        <translation>Paquetes de modelos</translation>
    </message>
    <message>
        <source>No model came with the program.</source>
        <translation>El programa vino sin ningún modelo.</translation>
    </message>
    <message>
        <source>One click</source>
        <translation>Un clic</translation>
    </message>
    <message>
        <source>OpenVINO and PyTorch differ by {0} at most; {1} is allowed.</source>
        <translation>OpenVINO y PyTorch difieren en {0} como máximo; se admite {1}.</translation>
    </message>
    <message>
        <source>OpenVINO and PyTorch differ by {0}, more than {1}.</source>
        <translation>OpenVINO y PyTorch difieren en {0}, más de {1}.</translation>
    </message>
    <message>
        <source>PyTorch is not part of this build; OpenVINO does the work.</source>
        <translation>PyTorch no forma parte de esta versión; OpenVINO hace el trabajo.</translation>
    </message>
    <message>
        <source>Qt cannot draw here: {0}</source>
        <translation>Qt no puede dibujar aquí: {0}</translation>
    </message>
    <message>
        <source>Qt lacks: {0}.</source>
        <translation>A Qt le falta: {0}.</translation>
    </message>
    <message>
        <source>Qt {0} draws on {1}; screens: {2}.</source>
        <translation>Qt {0} dibuja en {1}; pantallas: {2}.</translation>
    </message>
    <message>
        <source>The click network brought back {0} of what was cut off, and {1} beside it; {2} s.</source>
        <translation>La red de los clics recuperó {0} de lo recortado, y {1} de más; {2} s.</translation>
    </message>
    <message>
        <source>The recording was made with another model ({0}) than {1}.</source>
        <translation>Lo grabado se hizo con otro modelo ({0}) y no con {1}.</translation>
    </message>
    <message>
        <source>There is no segmentation to click on.</source>
        <translation>No hay ninguna segmentación en la que hacer clic.</translation>
    </message>
    <message>
        <source>There is no segmentation to export.</source>
        <translation>No hay segmentación que exportar.</translation>
    </message>
    <message>
        <source>Without a click network, a click brought back {0} of what was cut off, and {1} beside it; {2} s.</source>
        <translation>Sin red de clics, un clic recuperó {0} de lo recortado, y {1} de más; {2} s.</translation>
    </message>
    <message>
        <source>{0} exporters wrote files that read back.</source>
        <translation>{0} exportadores escribieron archivos que se leen de vuelta.</translation>
    </message>
    <message>
        <source>{0}: every file has the SHA-256 of its card.</source>
        <translation>{0}: cada archivo tiene el SHA-256 de su ficha.</translation>
    </message>
</context>
<context>
    <name>SelfTestDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Comprobación</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copiar informe</translation>
    </message>
    <message>
        <source>Everything works on this computer.</source>
        <translation>Todo funciona en este equipo.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avance</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>Autocomprobación</translation>
    </message>
    <message>
        <source>Something does not work here. Install the program again; if that does not help, report it with this report.</source>
        <translation>Algo no funciona aquí. Vuelva a instalar el programa; si eso no ayuda, comuníquelo con este informe.</translation>
    </message>
    <message>
        <source>The demo study is segmented and compared; this may take up to a minute.</source>
        <translation>El estudio de demostración se segmenta y se compara; puede tardar hasta un minuto.</translation>
    </message>
    <message>
        <source>The self-test was cancelled.</source>
        <translation>La autocomprobación se canceló.</translation>
    </message>
</context>
<context>
    <name>SeriesDialog</name>
    <message>
        <source>Align and open</source>
        <translation>Alinear y abrir</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Files or folders that could not be read: {0}.</source>
        <translation>Archivos o carpetas que no se pudieron leer: {0}.</translation>
    </message>
    <message>
        <source>Looking for series: {0} of {1} files</source>
        <translation>Buscando series: {0} de {1} archivos</translation>
    </message>
    <message>
        <source>Looking for series…</source>
        <translation>Buscando series…</translation>
    </message>
    <message>
        <source>Scans of this study</source>
        <translation>Exploraciones de este estudio</translation>
    </message>
    <message>
        <source>Set aside: {0}</source>
        <translation>Descartadas: {0}</translation>
    </message>
    <message>
        <source>Several studies lie here. Choose one on the left.</source>
        <translation>Aquí hay varios estudios. Elija uno a la izquierda.</translation>
    </message>
    <message>
        <source>The program failed at this: {0}. Please report it.</source>
        <translation>El programa falló en esto: {0}. Por favor, comuníquelo.</translation>
    </message>
    <message>
        <source>What each was taken for can be changed on the right. The sequences are then aligned to T1Gd and the skull is removed.</source>
        <translation>A la derecha puede cambiar por qué secuencia se tomó cada una. Después las secuencias se alinean con T1Gd y se quita el cráneo.</translation>
    </message>
    <message>
        <source>Without {0} the result is less accurate.</source>
        <translation>Sin {0} el resultado es menos exacto.</translation>
    </message>
</context>
<context>
    <name>SessionCommands</name>
    <message>
        <source>Gliovista sessions (*{0})</source>
        <translation>Sesiones de Gliovista (*{0})</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>Continuar con él</translation>
    </message>
    <message>
        <source>No earlier work on this study was kept.</source>
        <translation>No se conservó trabajo anterior en este estudio.</translation>
    </message>
    <message>
        <source>Open the work on a study</source>
        <translation>Abrir el trabajo de un estudio</translation>
    </message>
    <message>
        <source>Save the work on this study</source>
        <translation>Guardar el trabajo de este estudio</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Guardado: {0}</translation>
    </message>
    <message>
        <source>Something else is under way. Go on with the kept work once it has ended.</source>
        <translation>Hay otra tarea en curso. Siga con el trabajo guardado cuando termine.</translation>
    </message>
    <message>
        <source>The program ended unexpectedly. Go on with {0} of {1}?</source>
        <translation>El programa terminó de forma inesperada. ¿Continuar con {0} de {1}?</translation>
    </message>
    <message>
        <source>There is no work on this study to save yet.</source>
        <translation>Todavía no hay trabajo de este estudio que guardar.</translation>
    </message>
    <message>
        <source>Your work on this study of {0} was kept.</source>
        <translation>Se conservó su trabajo en este estudio de {0}.</translation>
    </message>
    <message>
        <source>{0}: this session names no scans. Open its study first.</source>
        <translation>{0}: esta sesión no nombra estudios de imagen. Abra primero su estudio.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>0 uses every core. Fewer leave room for other programs.</source>
        <translation>0 usa todos los núcleos. Con menos queda espacio para otros programas.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>BraTS 2021 (1, 2, 4)</source>
        <translation>BraTS 2021 (1, 2, 4)</translation>
    </message>
    <message>
        <source>BraTS 2023 (1, 2, 3)</source>
        <translation>BraTS 2023 (1, 2, 3)</translation>
    </message>
    <message>
        <source>By name alone; keep no picture</source>
        <translation>Solo por su nombre; no guardar imágenes</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Enhancing tumour is 4 up to BraTS 2021 and 3 since BraTS 2023.</source>
        <translation>El tumor con realce es 4 hasta BraTS 2021 y 3 desde BraTS 2023.</translation>
    </message>
    <message>
        <source>Español</source>
        <translation>Español</translation>
    </message>
    <message>
        <source>Every view carries L and R at its edges in either case.</source>
        <translation>En ambos casos las vistas llevan L y R en los bordes.</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Relleno</translation>
    </message>
    <message>
        <source>Fill and outline</source>
        <translation>Relleno y contorno</translation>
    </message>
    <message>
        <source>Four sequences</source>
        <translation>Cuatro secuencias</translation>
    </message>
    <message>
        <source>Four sequences in three planes</source>
        <translation>Cuatro secuencias en tres planos</translation>
    </message>
    <message>
        <source>Labels drawn as</source>
        <translation>Etiquetas dibujadas como</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Layout at start</source>
        <translation>Disposición al iniciar</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Neurological: patient&apos;s right on the right</source>
        <translation>Neurológica: derecha del paciente a la derecha</translation>
    </message>
    <message>
        <source>Numbers in exported label maps</source>
        <translation>Números en los mapas exportados</translation>
    </message>
    <message>
        <source>One large view</source>
        <translation>Una vista grande</translation>
    </message>
    <message>
        <source>One small slice of each, on this computer alone; removed with the list.</source>
        <translation>Un pequeño corte de cada uno, solo en este equipo; se elimina con la lista.</translation>
    </message>
    <message>
        <source>Opacity of the fill (%)</source>
        <translation>Opacidad del relleno (%)</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Orientación</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Contorno</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>Hilos del procesador</translation>
    </message>
    <message>
        <source>Radiological: patient&apos;s right on the left</source>
        <translation>Radiológica: derecha del paciente a la izquierda</translation>
    </message>
    <message>
        <source>Recent studies</source>
        <translation>Estudios recientes</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Tema</translation>
    </message>
    <message>
        <source>Three planes</source>
        <translation>Tres planos</translation>
    </message>
    <message>
        <source>With a small picture on the start page</source>
        <translation>Con una pequeña imagen en la página de inicio</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Models…</source>
        <translation>Modelos…</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Restablecer valores</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Which model segments; bring one or remove it.</source>
        <translation>Qué modelo segmenta; añadir uno o quitarlo.</translation>
    </message>
</context>
<context>
    <name>ShapingPanel</name>
    <message>
        <source>By</source>
        <translation>Medida</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Nivel</translation>
    </message>
    <message>
        <source>Millimetres to grow, shrink or smooth by</source>
        <translation>Milímetros que se dilata, encoge o suaviza</translation>
    </message>
    <message>
        <source>Probability from which a region grows</source>
        <translation>Probabilidad a partir de la cual crece una región</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Labels</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Lines and areas</source>
        <translation>Líneas y áreas</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Medidas</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>Secuencias</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>Panel lateral</translation>
    </message>
</context>
<context>
    <name>SliceBar</name>
    <message>
        <source>Slice</source>
        <translation>Corte</translation>
    </message>
    <message>
        <source>Slices of the active plane; bars show how much tumour each one holds</source>
        <translation>Cortes del plano activo; las barras muestran cuánto tumor contiene cada uno</translation>
    </message>
</context>
<context>
    <name>SliceView</name>
    <message>
        <source>Network&apos;s view, {0} mm</source>
        <translation>Vista de la red, {0} mm</translation>
    </message>
    <message>
        <source>Slice view: arrow keys scroll, Space hides the labels, a click sets the cursor</source>
        <translation>Vista de cortes: las flechas recorren, Espacio oculta las etiquetas, un clic sitúa el cursor</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>axial</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>coronal</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagital</translation>
    </message>
    <message>
        <source>{0}: not in this study</source>
        <translation>{0}: no está en este estudio</translation>
    </message>
</context>
<context>
    <name>SlotsDialog</name>
    <message>
        <source>A slot may stay empty: two sequences are enough, if T1Gd or FLAIR is one of them.</source>
        <translation>Una casilla puede quedar vacía: bastan dos secuencias, si una de ellas es T1Gd o FLAIR.</translation>
    </message>
    <message>
        <source>Browse for {0}</source>
        <translation>Buscar {0}</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Examinar…</translation>
    </message>
    <message>
        <source>Choose the sequences</source>
        <translation>Elegir las secuencias</translation>
    </message>
    <message>
        <source>Look in a folder</source>
        <translation>Buscar en una carpeta</translation>
    </message>
    <message>
        <source>Look in a folder…</source>
        <translation>Buscar en una carpeta…</translation>
    </message>
    <message>
        <source>One file for each sequence.</source>
        <translation>Un archivo por secuencia.</translation>
    </message>
    <message>
        <source>One file stands in two slots.</source>
        <translation>Un mismo archivo está en dos casillas.</translation>
    </message>
    <message>
        <source>The file of {0}</source>
        <translation>El archivo de {0}</translation>
    </message>
    <message>
        <source>What the names tell is filled in; check it.</source>
        <translation>Lo que indican los nombres ya está puesto; revíselo.</translation>
    </message>
    <message>
        <source>Without {0} the result is less accurate.</source>
        <translation>Sin {0} el resultado es menos exacto.</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>elegido por usted</translation>
    </message>
    <message>
        <source>recognised: the name holds “{0}”</source>
        <translation>reconocido: el nombre contiene «{0}»</translation>
    </message>
    <message>
        <source>{0} could be {1} or {2}: its name does not decide. Choose its slot.</source>
        <translation>{0} podría ser {1} o {2}: su nombre no lo decide. Elija su casilla.</translation>
    </message>
</context>
<context>
    <name>StackDialog</name>
    <message>
        <source>Channel {0}</source>
        <translation>Canal {0}</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Elegir…</translation>
    </message>
    <message>
        <source>Each channel needs a sequence of its own.</source>
        <translation>Cada canal necesita su propia secuencia.</translation>
    </message>
    <message>
        <source>Four channels at most can be sequences; this file holds {0}.</source>
        <translation>Como mucho cuatro canales pueden ser secuencias; este archivo tiene {0}.</translation>
    </message>
    <message>
        <source>Known orders</source>
        <translation>Órdenes conocidos</translation>
    </message>
    <message>
        <source>Medical Decathlon: FLAIR, T1, T1Gd, T2</source>
        <translation>Medical Decathlon: FLAIR, T1, T1Gd, T2</translation>
    </message>
    <message>
        <source>Sequences of a stacked file</source>
        <translation>Secuencias de un archivo apilado</translation>
    </message>
    <message>
        <source>{0} holds {1} channels. Stacked files have no agreed order: say which channel is which sequence.</source>
        <translation>{0} tiene {1} canales. Los archivos apilados no tienen un orden normado: indique qué canal es cada secuencia.</translation>
    </message>
</context>
<context>
    <name>StepButton</name>
    <message>
        <source>Alignment</source>
        <translation>Alineación</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>Cerebro</translation>
    </message>
    <message>
        <source>Choose other series…</source>
        <translation>Elegir otras series…</translation>
    </message>
    <message>
        <source>Correct its outline</source>
        <translation>Corregir su contorno</translation>
    </message>
    <message>
        <source>Look at the alignment…</source>
        <translation>Ver la alineación…</translation>
    </message>
    <message>
        <source>Segment again</source>
        <translation>Segmentar de nuevo</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Series</translation>
    </message>
    <message>
        <source>Show or hide its outline</source>
        <translation>Mostrar u ocultar su contorno</translation>
    </message>
    <message>
        <source>Tumour</source>
        <translation>Tumor</translation>
    </message>
    <message>
        <source>almost done</source>
        <translation>casi listo</translation>
    </message>
    <message>
        <source>done</source>
        <translation>hecho</translation>
    </message>
    <message>
        <source>done, but look at it</source>
        <translation>hecho, pero revíselo</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falló</translation>
    </message>
    <message>
        <source>not done yet</source>
        <translation>aún no hecho</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>faltan {0} s</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Hide the steps</source>
        <translation>Ocultar los pasos</translation>
    </message>
    <message>
        <source>Hide the steps; the View menu shows them again</source>
        <translation>Ocultar los pasos; el menú Ver los muestra de nuevo</translation>
    </message>
    <message>
        <source>Steps of the preparation</source>
        <translation>Pasos de la preparación</translation>
    </message>
</context>
<context>
    <name>StructureSwitches</name>
    <message>
        <source>Filled, instead of outlined.</source>
        <translation>Rellenas, en lugar de contorneadas.</translation>
    </message>
    <message>
        <source>Show structures</source>
        <translation>Mostrar las estructuras</translation>
    </message>
    <message>
        <source>Tinted</source>
        <translation>Teñidas</translation>
    </message>
</context>
<context>
    <name>Structures</name>
    <message>
        <source>Deep structures</source>
        <translation>Estructuras profundas</translation>
    </message>
    <message>
        <source>Eloquent cortex</source>
        <translation>Corteza elocuente</translation>
    </message>
    <message>
        <source>Lobes</source>
        <translation>Lóbulos</translation>
    </message>
    <message>
        <source>Tracts</source>
        <translation>Tractos</translation>
    </message>
    <message>
        <source>Ventricles</source>
        <translation>Ventrículos</translation>
    </message>
    <message>
        <source>basal ganglia</source>
        <translation>ganglios basales</translation>
    </message>
    <message>
        <source>brainstem</source>
        <translation>tronco del encéfalo</translation>
    </message>
    <message>
        <source>cerebellum</source>
        <translation>cerebelo</translation>
    </message>
    <message>
        <source>corpus callosum</source>
        <translation>cuerpo calloso</translation>
    </message>
    <message>
        <source>fourth ventricle</source>
        <translation>cuarto ventrículo</translation>
    </message>
    <message>
        <source>frontal lobe</source>
        <translation>lóbulo frontal</translation>
    </message>
    <message>
        <source>hippocampus</source>
        <translation>hipocampo</translation>
    </message>
    <message>
        <source>insula</source>
        <translation>ínsula</translation>
    </message>
    <message>
        <source>internal capsule, anterior limb</source>
        <translation>cápsula interna, brazo anterior</translation>
    </message>
    <message>
        <source>internal capsule, genu and posterior limb</source>
        <translation>cápsula interna, rodilla y brazo posterior</translation>
    </message>
    <message>
        <source>lateral ventricle</source>
        <translation>ventrículo lateral</translation>
    </message>
    <message>
        <source>left basal ganglia</source>
        <translation>ganglios basales izquierdos</translation>
    </message>
    <message>
        <source>left cerebellum</source>
        <translation>cerebelo izquierdo</translation>
    </message>
    <message>
        <source>left frontal lobe</source>
        <translation>lóbulo frontal izquierdo</translation>
    </message>
    <message>
        <source>left hippocampus</source>
        <translation>hipocampo izquierdo</translation>
    </message>
    <message>
        <source>left insula</source>
        <translation>ínsula izquierda</translation>
    </message>
    <message>
        <source>left internal capsule, anterior limb</source>
        <translation>cápsula interna izquierda, brazo anterior</translation>
    </message>
    <message>
        <source>left internal capsule, genu and posterior limb</source>
        <translation>cápsula interna izquierda, rodilla y brazo posterior</translation>
    </message>
    <message>
        <source>left lateral ventricle</source>
        <translation>ventrículo lateral izquierdo</translation>
    </message>
    <message>
        <source>left occipital lobe</source>
        <translation>lóbulo occipital izquierdo</translation>
    </message>
    <message>
        <source>left paracentral lobule</source>
        <translation>lobulillo paracentral izquierdo</translation>
    </message>
    <message>
        <source>left parietal lobe</source>
        <translation>lóbulo parietal izquierdo</translation>
    </message>
    <message>
        <source>left pars opercularis</source>
        <translation>pars opercularis izquierda</translation>
    </message>
    <message>
        <source>left pars triangularis</source>
        <translation>pars triangularis izquierda</translation>
    </message>
    <message>
        <source>left pericalcarine cortex</source>
        <translation>corteza pericalcarina izquierda</translation>
    </message>
    <message>
        <source>left postcentral gyrus</source>
        <translation>giro poscentral izquierdo</translation>
    </message>
    <message>
        <source>left precentral gyrus</source>
        <translation>giro precentral izquierdo</translation>
    </message>
    <message>
        <source>left superior temporal gyrus</source>
        <translation>giro temporal superior izquierdo</translation>
    </message>
    <message>
        <source>left temporal lobe</source>
        <translation>lóbulo temporal izquierdo</translation>
    </message>
    <message>
        <source>left thalamus</source>
        <translation>tálamo izquierdo</translation>
    </message>
    <message>
        <source>left ventral diencephalon</source>
        <translation>diencéfalo ventral izquierdo</translation>
    </message>
    <message>
        <source>occipital lobe</source>
        <translation>lóbulo occipital</translation>
    </message>
    <message>
        <source>paracentral lobule</source>
        <translation>lobulillo paracentral</translation>
    </message>
    <message>
        <source>parietal lobe</source>
        <translation>lóbulo parietal</translation>
    </message>
    <message>
        <source>pars opercularis</source>
        <translation>pars opercularis</translation>
    </message>
    <message>
        <source>pars triangularis</source>
        <translation>pars triangularis</translation>
    </message>
    <message>
        <source>pericalcarine cortex</source>
        <translation>corteza pericalcarina</translation>
    </message>
    <message>
        <source>postcentral gyrus</source>
        <translation>giro poscentral</translation>
    </message>
    <message>
        <source>precentral gyrus</source>
        <translation>giro precentral</translation>
    </message>
    <message>
        <source>right basal ganglia</source>
        <translation>ganglios basales derechos</translation>
    </message>
    <message>
        <source>right cerebellum</source>
        <translation>cerebelo derecho</translation>
    </message>
    <message>
        <source>right frontal lobe</source>
        <translation>lóbulo frontal derecho</translation>
    </message>
    <message>
        <source>right hippocampus</source>
        <translation>hipocampo derecho</translation>
    </message>
    <message>
        <source>right insula</source>
        <translation>ínsula derecha</translation>
    </message>
    <message>
        <source>right internal capsule, anterior limb</source>
        <translation>cápsula interna derecha, brazo anterior</translation>
    </message>
    <message>
        <source>right internal capsule, genu and posterior limb</source>
        <translation>cápsula interna derecha, rodilla y brazo posterior</translation>
    </message>
    <message>
        <source>right lateral ventricle</source>
        <translation>ventrículo lateral derecho</translation>
    </message>
    <message>
        <source>right occipital lobe</source>
        <translation>lóbulo occipital derecho</translation>
    </message>
    <message>
        <source>right paracentral lobule</source>
        <translation>lobulillo paracentral derecho</translation>
    </message>
    <message>
        <source>right parietal lobe</source>
        <translation>lóbulo parietal derecho</translation>
    </message>
    <message>
        <source>right pars opercularis</source>
        <translation>pars opercularis derecha</translation>
    </message>
    <message>
        <source>right pars triangularis</source>
        <translation>pars triangularis derecha</translation>
    </message>
    <message>
        <source>right pericalcarine cortex</source>
        <translation>corteza pericalcarina derecha</translation>
    </message>
    <message>
        <source>right postcentral gyrus</source>
        <translation>giro poscentral derecho</translation>
    </message>
    <message>
        <source>right precentral gyrus</source>
        <translation>giro precentral derecho</translation>
    </message>
    <message>
        <source>right superior temporal gyrus</source>
        <translation>giro temporal superior derecho</translation>
    </message>
    <message>
        <source>right temporal lobe</source>
        <translation>lóbulo temporal derecho</translation>
    </message>
    <message>
        <source>right thalamus</source>
        <translation>tálamo derecho</translation>
    </message>
    <message>
        <source>right ventral diencephalon</source>
        <translation>diencéfalo ventral derecho</translation>
    </message>
    <message>
        <source>superior temporal gyrus</source>
        <translation>giro temporal superior</translation>
    </message>
    <message>
        <source>temporal lobe</source>
        <translation>lóbulo temporal</translation>
    </message>
    <message>
        <source>thalamus</source>
        <translation>tálamo</translation>
    </message>
    <message>
        <source>third ventricle</source>
        <translation>tercer ventrículo</translation>
    </message>
    <message>
        <source>ventral diencephalon</source>
        <translation>diencéfalo ventral</translation>
    </message>
</context>
<context>
    <name>StudyList</name>
    <message>
        <source>Patient {0}, without a name</source>
        <translation>Paciente {0}, sin nombre</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>Estudios</translation>
    </message>
    <message>
        <source>series: {0}, recognised: {1}</source>
        <translation>series: {0}, reconocidas: {1}</translation>
    </message>
</context>
<context>
    <name>StudyPanel</name>
    <message>
        <source>The grid is tilted by {0}°; slices follow its own axes.</source>
        <translation>La grilla está inclinada {0}°; los cortes siguen sus propios ejes.</translation>
    </message>
    <message>
        <source>in memory</source>
        <translation>en memoria</translation>
    </message>
    <message>
        <source>not in this study</source>
        <translation>no está en este estudio</translation>
    </message>
</context>
<context>
    <name>SupportCommands</name>
    <message>
        <source>The diagnostics are on the clipboard ({0} lines), without names of files or patients. Paste them into your report.</source>
        <translation>El diagnóstico está en el portapapeles ({0} líneas), sin nombres de archivos ni de pacientes. Péguelo en su informe.</translation>
    </message>
</context>
<context>
    <name>SurfaceView</name>
    <message>
        <source>3-D view</source>
        <translation>Vista 3D</translation>
    </message>
    <message>
        <source>Arrow keys turn it, + and - zoom, Home goes back; a click sets the cursor, as the space bar does at the cross in the middle; Shift+T and Shift+E put a trajectory&apos;s target and entry there.</source>
        <translation>Las flechas la giran, + y - acercan y alejan, Inicio la restablece; un clic pone el cursor, igual que la barra espaciadora en la cruz del centro; Mayús+T y Mayús+E ponen ahí la diana y la entrada de una trayectoria.</translation>
    </message>
    <message>
        <source>There is not enough memory for this picture.</source>
        <translation>No hay memoria suficiente para esta imagen.</translation>
    </message>
</context>
<context>
    <name>SurfacesDialog</name>
    <message>
        <source>3-D view</source>
        <translation>Vista 3D</translation>
    </message>
    <message>
        <source>Above</source>
        <translation>Arriba</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>Cerebro</translation>
    </message>
    <message>
        <source>Building the surfaces</source>
        <translation>Construyendo las superficies</translation>
    </message>
    <message>
        <source>Building the surfaces…</source>
        <translation>Construyendo las superficies…</translation>
    </message>
    <message>
        <source>Click on the target, or turn until it lies under the cross and press the space bar. Esc: leave it.</source>
        <translation>Haga clic en la diana, o gire hasta que quede bajo la cruz y pulse la barra espaciadora. Esc: dejarlo.</translation>
    </message>
    <message>
        <source>Drag or arrow keys: turn. Wheel, + and -: zoom. Shift and drag: move. Click: set the cursor. Surfaces are smoothed at 2 mm: measure on the slices.</source>
        <translation>Arrastrar o flechas: girar. Rueda, + y -: acercar o alejar. Mayús y arrastrar: mover. Clic: poner el cursor. Las superficies están suavizadas a 2 mm: mida en los cortes.</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Delante</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Izquierda</translation>
    </message>
    <message>
        <source>Now the entry, in the same way: it lies on the outermost surface, although the tumour is seen through it. Esc: leave it.</source>
        <translation>Ahora la entrada, del mismo modo: está en la superficie más externa, aunque el tumor se vea a través de ella. Esc: dejarlo.</translation>
    </message>
    <message>
        <source>Open a study to see it here.</source>
        <translation>Abra un estudio para verlo aquí.</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Derecha</translation>
    </message>
    <message>
        <source>Slice of the active view</source>
        <translation>Corte de la vista activa</translation>
    </message>
    <message>
        <source>There is nothing to show.</source>
        <translation>No hay nada que mostrar.</translation>
    </message>
</context>
<context>
    <name>ThresholdsPanel</name>
    <message>
        <source>A label map from a file has no probabilities to cut.</source>
        <translation>Un mapa de etiquetas de un archivo no tiene probabilidades que cortar.</translation>
    </message>
    <message>
        <source>Back to the model&apos;s thresholds</source>
        <translation>Volver a los umbrales del modelo</translation>
    </message>
    <message>
        <source>End correcting by hand to move a threshold.</source>
        <translation>Termine de corregir a mano para mover un umbral.</translation>
    </message>
    <message>
        <source>Not the model&apos;s own thresholds; its rules about specks were applied. No estimate of the Dice holds.</source>
        <translation>No son los umbrales del modelo; se aplicaron sus reglas sobre motas. Ninguna estimación del Dice es válida.</translation>
    </message>
    <message>
        <source>Show the rest all the same</source>
        <translation>Mostrar también el resto</translation>
    </message>
    <message>
        <source>Specks are still shown: the model&apos;s rules follow once you let go.</source>
        <translation>Aún se muestran motas: las reglas del modelo se aplican al soltar.</translation>
    </message>
    <message>
        <source>Threshold of {0}</source>
        <translation>Umbral de {0}</translation>
    </message>
    <message>
        <source>What was painted by hand stays; undoing it step by step ends with a move.</source>
        <translation>Lo pintado a mano se conserva; al mover un umbral ya no se puede deshacer paso a paso.</translation>
    </message>
    <message>
        <source>Without T1Gd they cannot be told: they are marked, and not to be trusted.</source>
        <translation>Sin T1Gd no se pueden distinguir: aparecen marcados y no son de fiar.</translation>
    </message>
    <message>
        <source>{0}: the probability from which a voxel belongs to it. Lower finds more.</source>
        <translation>{0}: la probabilidad a partir de la cual un vóxel le pertenece. Más baja encuentra más.</translation>
    </message>
</context>
<context>
    <name>TimePointLabels</name>
    <message>
        <source>A label map lies beside the scans of {0}: {1}</source>
        <translation>Junto a las imágenes de {0} hay un mapa de etiquetas: {1}</translation>
    </message>
    <message>
        <source>Label map of {0}</source>
        <translation>Mapa de etiquetas de {0}</translation>
    </message>
    <message>
        <source>Load it</source>
        <translation>Cargarlo</translation>
    </message>
</context>
<context>
    <name>TimePointReading</name>
    <message>
        <source>Align and remove the skull</source>
        <translation>Alinear y quitar el cráneo</translation>
    </message>
    <message>
        <source>Choose the series…</source>
        <translation>Elegir las series…</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>Leyendo {0}…</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Quitarlo</translation>
    </message>
    <message>
        <source>{0} holds the open study and no other.</source>
        <translation>{0} contiene el estudio abierto y ningún otro.</translation>
    </message>
    <message>
        <source>{0} is a time point already.</source>
        <translation>{0} ya es uno de los momentos.</translation>
    </message>
    <message>
        <source>{0} tells another patient than {1}, by its headers or names. Studies of two patients must not be compared.</source>
        <translation>{0} es de otro paciente que {1}, según sus cabeceras o nombres. No se deben comparar estudios de dos pacientes.</translation>
    </message>
</context>
<context>
    <name>TimePointSegmenting</name>
    <message>
        <source>Segmenting {0}…</source>
        <translation>Segmentando {0}…</translation>
    </message>
</context>
<context>
    <name>TrajectoriesPage</name>
    <message>
        <source>&amp;Entry at the cursor</source>
        <translation>&amp;Entrada en el cursor</translation>
    </message>
    <message>
        <source>&amp;New trajectory</source>
        <translation>&amp;Nueva trayectoria</translation>
    </message>
    <message>
        <source>&amp;Target at the cursor</source>
        <translation>Diana en el c&amp;ursor</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>De&amp;shacer</translation>
    </message>
    <message>
        <source>A trajectory runs straight from an entry to a target. Pick both by clicks, or bring the cursor there and press the buttons.</source>
        <translation>Una trayectoria va recta de una entrada a una diana. Señale ambas con clics, o lleve el cursor hasta allí y pulse los botones.</translation>
    </message>
    <message>
        <source>Click on the target, in any slice or in the 3-D view. Esc: leave it.</source>
        <translation>Haga clic en la diana, en cualquier corte o en la vista 3D. Esc: dejarlo.</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>Elimina&amp;r</translation>
    </message>
    <message>
        <source>Depth {0} · {1}</source>
        <translation>Profundidad {0} · {1}</translation>
    </message>
    <message>
        <source>Drag the ends in the slices or in 3-D. Arrow keys on the strip go along it.</source>
        <translation>Arrastre los extremos en los cortes o en 3D. Las flechas sobre la tira la recorren.</translation>
    </message>
    <message>
        <source>Drawing…</source>
        <translation>Dibujando…</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>E&amp;xportar</translation>
    </message>
    <message>
        <source>Lines for 3D Slicer…</source>
        <translation>Líneas para 3D Slicer…</translation>
    </message>
    <message>
        <source>Margins as label map…</source>
        <translation>Márgenes como mapa de etiquetas…</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Midiendo…</translation>
    </message>
    <message>
        <source>No trajectory is selected.</source>
        <translation>No hay ninguna trayectoria elegida.</translation>
    </message>
    <message>
        <source>Now click on the entry. Esc: leave it.</source>
        <translation>Ahora haga clic en la entrada. Esc: dejarlo.</translation>
    </message>
    <message>
        <source>Open a study to plan a trajectory in it.</source>
        <translation>Abra un estudio para planificar en él una trayectoria.</translation>
    </message>
    <message>
        <source>Picture along the trajectory</source>
        <translation>Imagen a lo largo de la trayectoria</translation>
    </message>
    <message>
        <source>Picture perpendicular to the trajectory</source>
        <translation>Imagen perpendicular a la trayectoria</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>Tabla (CSV)…</translation>
    </message>
    <message>
        <source>The entry is set; the target is missing.</source>
        <translation>La entrada está puesta; falta la diana.</translation>
    </message>
    <message>
        <source>The next two clicks on a slice or in 3-D: target, then entry.</source>
        <translation>Los dos próximos clics en un corte o en 3D: diana y después entrada.</translation>
    </message>
    <message>
        <source>The target is set; the entry is missing.</source>
        <translation>La diana está puesta; falta la entrada.</translation>
    </message>
    <message>
        <source>Trajectories and margins (JSON)…</source>
        <translation>Trayectorias y márgenes (JSON)…</translation>
    </message>
    <message>
        <source>Trajectory {0}</source>
        <translation>Trayectoria {0}</translation>
    </message>
    <message>
        <source>eloquent at {0}</source>
        <translation>elocuente a {0}</translation>
    </message>
</context>
<context>
    <name>TrajectoryStrip</name>
    <message>
        <source>Distance</source>
        <translation>Distancia</translation>
    </message>
    <message>
        <source>Left and right arrow keys go along it by 1 mm, with Shift by 5 mm.</source>
        <translation>Las flechas izquierda y derecha la recorren de 1 en 1 mm; con Mayús, de 5 en 5 mm.</translation>
    </message>
    <message>
        <source>What the trajectory crosses</source>
        <translation>Lo que cruza la trayectoria</translation>
    </message>
    <message>
        <source>entry</source>
        <translation>entrada</translation>
    </message>
    <message>
        <source>target, {0}</source>
        <translation>diana, {0}</translation>
    </message>
    <message>
        <source>{0}: {1}, from {2} to {3}</source>
        <translation>{0}: {1}, de {2} a {3}</translation>
    </message>
</context>
<context>
    <name>TrajectoryTable</name>
    <message>
        <source>Double click: rename. The box shows or hides it.</source>
        <translation>Doble clic: cambiar el nombre. La casilla la muestra o la oculta.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Radius around it that should hold nothing eloquent. Double click: change</source>
        <translation>Radio a su alrededor que no debería contener nada elocuente. Doble clic: cambiarlo</translation>
    </message>
    <message>
        <source>Safety, mm</source>
        <translation>Seguridad, mm</translation>
    </message>
    <message>
        <source>Trajectories</source>
        <translation>Trayectorias</translation>
    </message>
    <message>
        <source>Within the safety radius</source>
        <translation>Dentro del radio de seguridad</translation>
    </message>
</context>
<context>
    <name>Vasari</name>
    <message>
        <source>34–67 %</source>
        <translation>34–67 %</translation>
    </message>
    <message>
        <source>68–95 %</source>
        <translation>68–95 %</translation>
    </message>
    <message>
        <source>6–33 %</source>
        <translation>6–33 %</translation>
    </message>
    <message>
        <source>An ADC map is needed; the program reads none.</source>
        <translation>Hace falta un mapa ADC; el programa no lee ninguno.</translation>
    </message>
    <message>
        <source>An atlas is needed, and none lies well enough over this study.</source>
        <translation>Hace falta un atlas, y ninguno se ajusta lo bastante a este estudio.</translation>
    </message>
    <message>
        <source>Are there foci of blood in the tumour: dark on T2 or bright on T1?</source>
        <translation>¿Hay focos de sangre en el tumor: oscuros en T2 o brillantes en T1?</translation>
    </message>
    <message>
        <source>Are there round parts as bright as fluid on T2, with a thin, smooth wall?</source>
        <translation>¿Hay partes redondas tan brillantes como el líquido en T2, con una pared fina y lisa?</translation>
    </message>
    <message>
        <source>By how much the enhancing label outshines the rest of the brain on T1Gd, beside T1: none without that label, minimal or mild under 20 %, else marked or avid.</source>
        <translation>Cuánto más que el resto del cerebro brilla la etiqueta de realce en T1Gd, respecto a T1: ninguno si no hay esa etiqueta, mínimo o leve por debajo del 20 %, si no marcado o ávido.</translation>
    </message>
    <message>
        <source>Calvarial remodelling</source>
        <translation>Remodelación de la calota</translation>
    </message>
    <message>
        <source>Can most of the outer margin of the enhancement be traced?</source>
        <translation>¿Se puede seguir la mayor parte del margen externo del realce?</translation>
    </message>
    <message>
        <source>Cortical involvement</source>
        <translation>Afectación cortical</translation>
    </message>
    <message>
        <source>Cysts</source>
        <translation>Quistes</translation>
    </message>
    <message>
        <source>Deep white matter invasion</source>
        <translation>Invasión de la sustancia blanca profunda</translation>
    </message>
    <message>
        <source>Definition of the enhancing margin</source>
        <translation>Definición del margen que realza</translation>
    </message>
    <message>
        <source>Definition of the non-enhancing margin</source>
        <translation>Definición del margen que no realza</translation>
    </message>
    <message>
        <source>Diffusion</source>
        <translation>Difusión</translation>
    </message>
    <message>
        <source>Does enhancing tumour reach the other hemisphere?</source>
        <translation>¿Alcanza el tumor que realza el otro hemisferio?</translation>
    </message>
    <message>
        <source>Does oedema reach the other hemisphere?</source>
        <translation>¿Alcanza el edema el otro hemisferio?</translation>
    </message>
    <message>
        <source>Does the pia over the tumour enhance, in continuity with it?</source>
        <translation>¿Realza la piamadre sobre el tumor, en continuidad con él?</translation>
    </message>
    <message>
        <source>Does the tumour reach the cortex?</source>
        <translation>¿Alcanza el tumor la corteza?</translation>
    </message>
    <message>
        <source>Does the tumour reach the internal capsule, the corpus callosum or the brainstem?</source>
        <translation>¿Alcanza el tumor la cápsula interna, el cuerpo calloso o el tronco del encéfalo?</translation>
    </message>
    <message>
        <source>Does the tumour reach the wall of a ventricle?</source>
        <translation>¿Alcanza el tumor la pared de un ventrículo?</translation>
    </message>
    <message>
        <source>Does tumour involve eloquent cortex, or the white matter right below it?</source>
        <translation>¿Afecta el tumor a la corteza elocuente o a la sustancia blanca justo debajo de ella?</translation>
    </message>
    <message>
        <source>Does tumour that does not enhance reach the other hemisphere?</source>
        <translation>¿Alcanza el tumor que no realza el otro hemisferio?</translation>
    </message>
    <message>
        <source>Eloquent brain</source>
        <translation>Cerebro elocuente</translation>
    </message>
    <message>
        <source>Enhancement quality</source>
        <translation>Calidad del realce</translation>
    </message>
    <message>
        <source>Enhancing tumour crosses the midline</source>
        <translation>El tumor que realza cruza la línea media</translation>
    </message>
    <message>
        <source>Ependymal extension</source>
        <translation>Extensión ependimaria</translation>
    </message>
    <message>
        <source>Haemorrhage</source>
        <translation>Hemorragia</translation>
    </message>
    <message>
        <source>How large is the abnormality on T1 before contrast, beside that on FLAIR?</source>
        <translation>¿Qué tamaño tiene la anomalía en T1 antes del contraste, comparada con la de FLAIR?</translation>
    </message>
    <message>
        <source>How long is it at a right angle to that?</source>
        <translation>¿Cuánto mide en ángulo recto con aquella?</translation>
    </message>
    <message>
        <source>How long is the abnormality on an axial slice?</source>
        <translation>¿Cuánto mide la anomalía en un corte axial?</translation>
    </message>
    <message>
        <source>How much brighter than before contrast is the brightest part?</source>
        <translation>¿Cuánto más brillante que antes del contraste es la parte más brillante?</translation>
    </message>
    <message>
        <source>How thick is most of the enhancing rim?</source>
        <translation>¿Qué grosor tiene la mayor parte del borde que realza?</translation>
    </message>
    <message>
        <source>Involved is what lies at most 5 mm from the core. The numbers are the smallest distances. Speech is looked for on the left alone, as in most right-handed people.</source>
        <translation>Afectado es lo que está como mucho a 5 mm del núcleo. Los números son las menores distancias. El habla se busca solo a la izquierda, como en la mayoría de las personas diestras.</translation>
    </message>
    <message>
        <source>Is diffusion in the solid tumour facilitated or restricted, on an ADC map?</source>
        <translation>En un mapa ADC, ¿la difusión en el tumor sólido es facilitada o restringida?</translation>
    </message>
    <message>
        <source>Is most of the outer margin of the tumour that does not enhance smooth?</source>
        <translation>¿Es lisa la mayor parte del margen externo del tumor que no realza?</translation>
    </message>
    <message>
        <source>Is the inner table of the skull eroded?</source>
        <translation>¿Está erosionada la tabla interna del cráneo?</translation>
    </message>
    <message>
        <source>Is there enhancement within the abnormality that touches the main mass nowhere?</source>
        <translation>¿Hay realce dentro de la anomalía que no toca en ningún punto la masa principal?</translation>
    </message>
    <message>
        <source>Is there tumour that touches neither the main lesion nor the oedema around it?</source>
        <translation>¿Hay tumor que no toca ni la lesión principal ni el edema que la rodea?</translation>
    </message>
    <message>
        <source>Left and right are not known: the files do not say it.</source>
        <translation>No se sabe cuál es la izquierda y cuál la derecha: los archivos no lo dicen.</translation>
    </message>
    <message>
        <source>Lesion size, longest</source>
        <translation>Tamaño de la lesión, más largo</translation>
    </message>
    <message>
        <source>Lesion size, perpendicular</source>
        <translation>Tamaño de la lesión, perpendicular</translation>
    </message>
    <message>
        <source>Longest line at a right angle to the longest, on the same slice.</source>
        <translation>La línea más larga en ángulo recto con la más larga, en el mismo corte.</translation>
    </message>
    <message>
        <source>Longest line within all labels on one axial slice.</source>
        <translation>La línea más larga dentro de todas las etiquetas en un corte axial.</translation>
    </message>
    <message>
        <source>Median thickness of the enhancing label: half of it lies where a ball at least this wide fits in. Thin under 3 mm. Solid where under 5 % of what it encloses, itself included, does not enhance.</source>
        <translation>Mediana del grosor de la etiqueta de realce: la mitad de ella está donde cabe una bola al menos así de ancha. Fino por debajo de 3 mm. Sólido si no realza menos del 5 % de lo que encierra, incluido él mismo.</translation>
    </message>
    <message>
        <source>Multifocal or multicentric</source>
        <translation>Multifocal o multicéntrico</translation>
    </message>
    <message>
        <source>Multifocal where a second piece of the abnormality that touches the first nowhere holds at least 0.065 ml of core (a ball of 5 mm); the number counts such pieces. Multicentric and gliomatosis are for a person to say.</source>
        <translation>Multifocal donde una segunda parte de la anomalía que no toca la primera en ningún punto contiene al menos 0.065 ml de núcleo (una bola de 5 mm); el número cuenta esas partes. Multicéntrico y gliomatosis los decide una persona.</translation>
    </message>
    <message>
        <source>No symmetry plane was found.</source>
        <translation>No se encontró plano de simetría.</translation>
    </message>
    <message>
        <source>Non-enhancing tumour crosses the midline</source>
        <translation>El tumor que no realza cruza la línea media</translation>
    </message>
    <message>
        <source>Nothing bears the enhancing label.</source>
        <translation>Nada lleva la etiqueta de realce.</translation>
    </message>
    <message>
        <source>Oedema crosses the midline</source>
        <translation>El edema cruza la línea media</translation>
    </message>
    <message>
        <source>On which side is the epicentre?</source>
        <translation>¿En qué lado está el epicentro?</translation>
    </message>
    <message>
        <source>Pial invasion</source>
        <translation>Invasión de la piamadre</translation>
    </message>
    <message>
        <source>Proportion enhancing</source>
        <translation>Proporción que realza</translation>
    </message>
    <message>
        <source>Proportion of necrosis</source>
        <translation>Proporción de necrosis</translation>
    </message>
    <message>
        <source>Proportion of non-enhancing tumour</source>
        <translation>Proporción de tumor que no realza</translation>
    </message>
    <message>
        <source>Proportion of oedema</source>
        <translation>Proporción de edema</translation>
    </message>
    <message>
        <source>Reached is what holds at least 0.1 ml of the core. The numbers are volumes in the atlas&apos;s structures.</source>
        <translation>Alcanzado es lo que contiene al menos 0.1 ml del núcleo. Los números son volúmenes en las estructuras del atlas.</translation>
    </message>
    <message>
        <source>Satellites</source>
        <translation>Satélites</translation>
    </message>
    <message>
        <source>Side of the epicentre</source>
        <translation>Lado del epicentro</translation>
    </message>
    <message>
        <source>T1 and T1Gd without the skull are needed for the number.</source>
        <translation>Para el número hacen falta T1 y T1Gd sin cráneo.</translation>
    </message>
    <message>
        <source>T1 to FLAIR ratio</source>
        <translation>Relación T1/FLAIR</translation>
    </message>
    <message>
        <source>The brain&apos;s outer surface is not known.</source>
        <translation>No se conoce la superficie externa del cerebro.</translation>
    </message>
    <message>
        <source>The label map holds no tumour.</source>
        <translation>El mapa de etiquetas no contiene tumor.</translation>
    </message>
    <message>
        <source>The labels tell the whole tumour alone.</source>
        <translation>Las etiquetas solo dicen el tumor entero.</translation>
    </message>
    <message>
        <source>The scans have to be looked at.</source>
        <translation>Hay que mirar las imágenes.</translation>
    </message>
    <message>
        <source>The scans have to be looked at. The number is the smallest distance of enhancement to the brain&apos;s outer surface.</source>
        <translation>Hay que mirar las imágenes. El número es la menor distancia del realce a la superficie externa del cerebro.</translation>
    </message>
    <message>
        <source>The side of the symmetry plane on which the middle of the largest piece of the core lies; the number is its distance. Within 2 mm, or with a third of that piece on each side, it is the centre or both.</source>
        <translation>El lado del plano de simetría en el que está el centro de la parte más grande del núcleo; el número es su distancia. A menos de 2 mm, o con un tercio de esa parte a cada lado, es centro o ambos.</translation>
    </message>
    <message>
        <source>The skull has to be looked at.</source>
        <translation>Hay que mirar el cráneo.</translation>
    </message>
    <message>
        <source>The structure of the atlas that holds most of the largest piece of the core; the number is its share.</source>
        <translation>La estructura del atlas que contiene la mayor porción de la parte más grande del núcleo; el número es esa porción.</translation>
    </message>
    <message>
        <source>Thickness of the enhancing margin</source>
        <translation>Grosor del margen que realza</translation>
    </message>
    <message>
        <source>Tumour location</source>
        <translation>Localización del tumor</translation>
    </message>
    <message>
        <source>Volume of the core that no enhancing rim encloses, by that of all labels, in whole per cent. The labels do not tell it from necrosis.</source>
        <translation>Volumen del núcleo que ningún borde con realce encierra, entre el de todas las etiquetas, en tanto por ciento entero. Las etiquetas no lo distinguen de la necrosis.</translation>
    </message>
    <message>
        <source>Volume of the core that the enhancing rim encloses (gaps of up to 4 mm closed, in two planes of three), by that of all labels, in whole per cent. The labels do not tell it from non-enhancing tumour.</source>
        <translation>Volumen del núcleo que el borde con realce encierra (cerrados los huecos de hasta 4 mm, en dos planos de tres), entre el de todas las etiquetas, en tanto por ciento entero. Las etiquetas no lo distinguen del tumor que no realza.</translation>
    </message>
    <message>
        <source>Volume of the enhancing label by that of all labels, in whole per cent.</source>
        <translation>Volumen de la etiqueta de realce entre el de todas las etiquetas, en tanto por ciento entero.</translation>
    </message>
    <message>
        <source>Volume of the oedema label by that of all labels, in whole per cent. The label holds infiltrated tissue too.</source>
        <translation>Volumen de la etiqueta de edema entre el de todas las etiquetas, en tanto por ciento entero. La etiqueta contiene también tejido infiltrado.</translation>
    </message>
    <message>
        <source>What part of the whole abnormality enhances?</source>
        <translation>¿Qué parte de toda la anomalía realza?</translation>
    </message>
    <message>
        <source>What part of the whole abnormality is necrosis?</source>
        <translation>¿Qué parte de toda la anomalía es necrosis?</translation>
    </message>
    <message>
        <source>What part of the whole abnormality is oedema?</source>
        <translation>¿Qué parte de toda la anomalía es edema?</translation>
    </message>
    <message>
        <source>What part of the whole abnormality is tumour that does not enhance, and is no oedema?</source>
        <translation>¿Qué parte de toda la anomalía es tumor que no realza y no es edema?</translation>
    </message>
    <message>
        <source>Where is the epicentre of the largest part of the tumour?</source>
        <translation>¿Dónde está el epicentro de la parte más grande del tumor?</translation>
    </message>
    <message>
        <source>Yes where one connected lesion has at least 0.065 ml of it more than 2 mm beyond the symmetry plane on each side; the number is the smaller volume. A pushed midline is not told from a crossed one.</source>
        <translation>Sí donde una lesión conectada tiene al menos 0.065 ml de él a más de 2 mm del plano de simetría a cada lado; el número es el menor volumen. No se distingue una línea media desplazada de una cruzada.</translation>
    </message>
    <message>
        <source>Yes where the core comes within 2 mm of a ventricle of the atlas; the number is the smallest distance.</source>
        <translation>Sí donde el núcleo llega a 2 mm o menos de un ventrículo del atlas; el número es la menor distancia.</translation>
    </message>
    <message>
        <source>Yes where the core comes within 3 mm, about the thickness of the cortex, of the brain&apos;s outer surface; the number is the smallest distance. The depth of the sulci is not seen.</source>
        <translation>Sí donde el núcleo llega a 3 mm o menos, más o menos el grosor de la corteza, de la superficie externa del cerebro; el número es la menor distancia. La profundidad de los surcos no se ve.</translation>
    </message>
    <message>
        <source>Yes where the main lesion holds a piece of core that touches the largest one nowhere and has at least 0.065 ml of enhancement (a ball of 5 mm); the number counts such pieces.</source>
        <translation>Sí donde la lesión principal contiene una parte del núcleo que no toca la más grande en ningún punto y tiene al menos 0.065 ml de realce (una bola de 5 mm); el número cuenta esas partes.</translation>
    </message>
    <message>
        <source>all of it</source>
        <translation>todo</translation>
    </message>
    <message>
        <source>basal ganglia</source>
        <translation>ganglios basales</translation>
    </message>
    <message>
        <source>brainstem</source>
        <translation>tronco del encéfalo</translation>
    </message>
    <message>
        <source>centre or both</source>
        <translation>centro o ambos</translation>
    </message>
    <message>
        <source>cerebellum</source>
        <translation>cerebelo</translation>
    </message>
    <message>
        <source>corpus callosum</source>
        <translation>cuerpo calloso</translation>
    </message>
    <message>
        <source>expansive (alike)</source>
        <translation>expansivo (parecido)</translation>
    </message>
    <message>
        <source>facilitated</source>
        <translation>facilitada</translation>
    </message>
    <message>
        <source>focal</source>
        <translation>focal</translation>
    </message>
    <message>
        <source>frontal lobe</source>
        <translation>lóbulo frontal</translation>
    </message>
    <message>
        <source>gliomatosis</source>
        <translation>gliomatosis</translation>
    </message>
    <message>
        <source>indeterminate</source>
        <translation>indeterminado</translation>
    </message>
    <message>
        <source>infiltrative (much smaller)</source>
        <translation>infiltrante (mucho menor)</translation>
    </message>
    <message>
        <source>insula</source>
        <translation>ínsula</translation>
    </message>
    <message>
        <source>internal capsule</source>
        <translation>cápsula interna</translation>
    </message>
    <message>
        <source>left</source>
        <translation>izquierda</translation>
    </message>
    <message>
        <source>marked or avid</source>
        <translation>marcado o ávido</translation>
    </message>
    <message>
        <source>minimal or mild</source>
        <translation>mínimo o leve</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>mixto</translation>
    </message>
    <message>
        <source>mixed (smaller)</source>
        <translation>mixto (menor)</translation>
    </message>
    <message>
        <source>motor</source>
        <translation>motora</translation>
    </message>
    <message>
        <source>motor speech</source>
        <translation>motora del habla</translation>
    </message>
    <message>
        <source>multicentric</source>
        <translation>multicéntrico</translation>
    </message>
    <message>
        <source>multifocal</source>
        <translation>multifocal</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>no images</source>
        <translation>sin imágenes</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguno</translation>
    </message>
    <message>
        <source>not applicable</source>
        <translation>no procede</translation>
    </message>
    <message>
        <source>occipital lobe</source>
        <translation>lóbulo occipital</translation>
    </message>
    <message>
        <source>over 95 %</source>
        <translation>más del 95 %</translation>
    </message>
    <message>
        <source>parietal lobe</source>
        <translation>lóbulo parietal</translation>
    </message>
    <message>
        <source>poorly defined</source>
        <translation>mal definido</translation>
    </message>
    <message>
        <source>receptive speech</source>
        <translation>receptiva del habla</translation>
    </message>
    <message>
        <source>restricted</source>
        <translation>restringida</translation>
    </message>
    <message>
        <source>right</source>
        <translation>derecha</translation>
    </message>
    <message>
        <source>solid, without a rim</source>
        <translation>sólido, sin borde</translation>
    </message>
    <message>
        <source>temporal lobe</source>
        <translation>lóbulo temporal</translation>
    </message>
    <message>
        <source>thalamus</source>
        <translation>tálamo</translation>
    </message>
    <message>
        <source>thick or nodular (3 mm or more)</source>
        <translation>grueso o nodular (3 mm o más)</translation>
    </message>
    <message>
        <source>thin (under 3 mm)</source>
        <translation>fino (menos de 3 mm)</translation>
    </message>
    <message>
        <source>under 5 %</source>
        <translation>menos del 5 %</translation>
    </message>
    <message>
        <source>vision</source>
        <translation>visión</translation>
    </message>
    <message>
        <source>well defined</source>
        <translation>bien definido</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
</context>
<context>
    <name>VasariPanel</name>
    <message>
        <source>A questionnaire of radiologists. The program answers what labels, scans and an atlas can tell, by rules that stand beside; the rest is left to you.</source>
        <translation>Un cuestionario de radiólogos. El programa responde lo que pueden decir las etiquetas, las imágenes y un atlas, con reglas que figuran al lado; el resto queda para usted.</translation>
    </message>
    <message>
        <source>Answer what can be answered</source>
        <translation>Responder lo que se pueda</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Respondiendo</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Click on a feature: see it in the views.</source>
        <translation>Haga clic en un rasgo para verlo en las vistas.</translation>
    </message>
    <message>
        <source>Support for reading, no diagnosis. Left to you: {0}.</source>
        <translation>Apoyo a la lectura, no un diagnóstico. Queda para usted: {0}.</translation>
    </message>
    <message>
        <source>VASARI features</source>
        <translation>Rasgos VASARI</translation>
    </message>
</context>
<context>
    <name>VasariTexts</name>
    <message>
        <source>open</source>
        <translation>abierta</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Choose four files…</source>
        <translation>Elegir cuatro archivos…</translation>
    </message>
    <message>
        <source>Drop a patient&apos;s folder or files here</source>
        <translation>Suelte aquí la carpeta o los archivos de un paciente</translation>
    </message>
    <message>
        <source>Finds, shows and measures gliomas in four MRI sequences, on this computer.</source>
        <translation>Encuentra, muestra y mide gliomas en cuatro secuencias de resonancia magnética, en esta computadora.</translation>
    </message>
    <message>
        <source>For research and teaching. Not a medical device: no result of it may decide about a patient.</source>
        <translation>Para investigación y enseñanza. No es un dispositivo médico: ningún resultado suyo debe decidir sobre un paciente.</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Ninguno todavía</translation>
    </message>
    <message>
        <source>Open a stacked file…</source>
        <translation>Abrir un archivo apilado…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Abrir carpeta…</translation>
    </message>
    <message>
        <source>Open the demo study</source>
        <translation>Abrir el estudio de demostración</translation>
    </message>
    <message>
        <source>Reading {0}…</source>
        <translation>Leyendo {0}…</translation>
    </message>
    <message>
        <source>Recent studies</source>
        <translation>Estudios recientes</translation>
    </message>
    <message>
        <source>Start here</source>
        <translation>Empiece aquí</translation>
    </message>
    <message>
        <source>T1, T1 with contrast, T2 and FLAIR: NIfTI files, or DICOM as the scanner wrote it (folder, zip or DICOMDIR)</source>
        <translation>T1, T1 con contraste, T2 y FLAIR: archivos NIfTI, o DICOM tal como lo escribió el equipo (carpeta, zip o DICOMDIR)</translation>
    </message>
    <message>
        <source>User manual</source>
        <translation>Manual de usuario</translation>
    </message>
    <message>
        <source>What the labels mean</source>
        <translation>Qué significan las etiquetas</translation>
    </message>
</context>
<context>
    <name>Writing</name>
    <message>
        <source>Do not wait</source>
        <translation>No esperar</translation>
    </message>
    <message>
        <source>Still writing {0} in {1}. The disk or the network answers slowly.</source>
        <translation>Aún se está escribiendo {0} en {1}. El disco o la red responden despacio.</translation>
    </message>
    <message>
        <source>{0} in {1} was not written: the disk or the network did not answer. Choose another folder.</source>
        <translation>{0} no se escribió en {1}: el disco o la red no respondieron. Elija otra carpeta.</translation>
    </message>
</context>
</TS>
