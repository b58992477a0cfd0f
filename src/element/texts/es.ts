import type { Translation } from './strings.js';

/** The page has wrong addresses or passwords for its servers, or none. */
const WRONG_SERVERS =
  'Los servidores de llamadas de esta página están mal configurados. Avisa a quien la gestiona.';
const NOT_SHAREABLE = 'Esta pantalla no se puede compartir. Elige otra.';
const NOT_NOW = 'Tu {device} no se puede usar ahora. Inténtalo de nuevo.';

/** All different also to the ear: they are read out. */
const EMOJI_NAMES =
  '🐶 Perro, 🐱 Gato, 🦁 León, 🐴 Caballo, 🦄 Unicornio, 🐷 Cerdo, 🐘 Elefante, 🐰 Conejo, 🐼 Panda, 🐓 Gallo, ' +
  '🐧 Pingüino, 🐢 Tortuga, 🐟 Pez, 🐙 Pulpo, 🦋 Mariposa, 🐝 Abeja, 🌻 Girasol, 🌳 Árbol, 🌵 Cactus, 🍄 Seta, ' +
  '🌍 Mundo, 🌙 Luna, ⭐ Estrella, 🔥 Fuego, 🌈 Arcoíris, ⛄ Muñeco de nieve, 🍌 Plátano, 🍎 Manzana, 🍓 Fresa, ' +
  '🍇 Uvas, 🌽 Maíz, 🍕 Pizza, 🎂 Tarta, 🥕 Zanahoria, 🧀 Queso, 🥚 Huevo, 🍯 Miel, 🚗 Coche, 🚲 Bicicleta, ' +
  '🚂 Tren, 🚀 Cohete, ⛵ Velero, ⚓ Ancla, 🏠 Casa, 🎩 Sombrero, 👓 Gafas, 👑 Corona, 🎒 Mochila, 🔑 Llave, ' +
  '🔨 Martillo, ⏰ Reloj, 💡 Bombilla, 📕 Libro, 📎 Clip, 🎁 Regalo, 🎈 Globo, ⚽ Balón, 🏆 Trofeo, 🎸 Guitarra, ' +
  '🎺 Trompeta, 🔔 Campana, 🥁 Tambor, 🌂 Paraguas, 🎲 Dado';

/**
 * Spanish, with “tú”. A device is named without an article, and nothing in a sentence agrees with it: a camera is
 * feminine, a microphone masculine.
 */
export const TEXTS: Translation = {
  direction: 'ltr',
  label: 'Videollamada',
  'remote-video': 'Cámara de la otra persona',
  'remote-screen': 'Pantalla de la otra persona',
  'self-view': 'Mi cámara',

  opening: 'Conectando con el servidor…',
  'no-endpoint': 'Sin servidor de llamadas: indica su endpoint.',
  retrying: 'Reintentando…',
  'try-again': 'Reintentar',
  ready: 'Disponible para llamadas',
  'meeting-start': 'Iniciar una reunión',
  'server-reconnecting': 'Reconectando con el servidor…',
  'own-id': 'Tu dirección',
  'own-id-hint': 'Quien la tenga puede llamarte mientras esta página esté abierta.',
  copy: 'Copiar',
  copied: 'Copiado',
  'copy-by-hand': 'Pulsa Ctrl+C',
  'peer-id': 'Llamar a alguien',
  'peer-id-hint': 'Su dirección',
  call: 'Llamar',
  'preview-on': 'Probar mi cámara',
  'preview-off': 'Apagar la cámara',

  calling: 'Llamando…',
  ringing: 'Sonando…',
  incoming: 'Llamada entrante',
  connecting: 'Conectando…',
  connected: 'Conexión establecida',
  reconnecting: 'Se ha perdido la conexión. Reconectando…',
  answer: 'Responder',
  'answer-audio': 'Solo audio',
  decline: 'Rechazar',
  cancel: 'Cancelar',
  hangup: 'Colgar',
  microphone: 'Micrófono',
  camera: 'Cámara',
  screen: 'Compartir pantalla',
  flip: 'Cambiar de cámara',
  hear: 'Toca para oír',
  'remote-microphone-off': 'Su micrófono está apagado',
  'remote-camera-off': 'Su cámara está apagada',
  dismiss: 'Cerrar',

  'view-more': 'Más',
  'view-tile': '{picture}: mostrar en grande. Muévela con las flechas.',
  'view-swap': 'Intercambiar imágenes',
  'view-move': 'Mover la imagen pequeña',
  'view-self-on': 'Mostrar mi imagen',
  'view-self-off': 'Ocultar mi imagen',
  'view-pip': 'Imagen en imagen',
  'view-pip-off': 'Salir de imagen en imagen',
  'view-fullscreen': 'Pantalla completa',
  'view-fullscreen-off': 'Salir de pantalla completa',
  'view-zoom-in': 'Ampliar',
  'view-zoom-out': 'Reducir',
  'view-zoom-off': 'Ver todo',

  'verify-no': 'Aún sin verificar',
  'verify-secret': 'Verificada por enlace',
  'verify-user': 'Verificada por ti',
  'verify-never': 'No se puede verificar',
  'verify-no-hint':
    'Lee esto en voz alta con la otra persona. Si coincide todo, no hay nadie en medio.',
  'verify-secret-hint':
    'Solo alguien con tu enlace podría estar en medio. Para tener certeza, compara esto.',
  'verify-user-hint': 'Coincide en los dos lados: no hay nadie en medio.',
  'verify-pending': 'Creando el código…',
  'verify-match': 'Coinciden',
  'verify-differ': 'No coinciden',
  'emoji-names': EMOJI_NAMES,
  'private-mode': 'Modo privado',
  'private-mode-hint': 'La otra persona no ve tu dirección de red.',

  'meeting-name': 'Reunión',
  'meeting-lobby': '¿Todo listo para entrar?',
  'meeting-join': 'Entrar',
  'meeting-joining': 'Entrando…',
  'meeting-join-again': 'Volver a entrar',
  'meeting-leave': 'Salir',
  'meeting-waiting': 'Has entrado. Esperando a la otra persona…',
  'meeting-left': 'La otra persona ha salido. Esperando a que vuelva…',
  'meeting-retrying': 'Has entrado. Llamando de nuevo…',
  'meeting-link': 'Enlace de la reunión',
  'meeting-link-hint': 'Envíalo a una sola persona. Quien lo tenga puede entrar.',
  'meeting-share': 'Compartir',
  'meeting-qr': 'Código QR',
  'meeting-qr-hint': 'Enfócalo con la cámara de un móvil.',

  'room-full': 'Ya hay dos personas en esta reunión. Inicia otra.',
  'room-refused': 'No puedes entrar en esta reunión. Pregunta a quien te ha invitado.',
  'room-invalid-argument': 'No se puede entrar en esta reunión. Avisa a quien gestiona la página.',
  'room-not-supported':
    'Aquí no funcionan las reuniones. Llama por dirección o avisa a quien gestiona la página.',

  'door-origin':
    'El servidor de llamadas atiende a otras páginas, no a esta. Avisa a quien la gestiona.',
  'door-token-missing':
    'Primero inicia sesión. Si ya lo has hecho, avisa a quien gestiona la página.',
  'door-token-expired': 'Tu sesión ha caducado. Inicia sesión de nuevo.',
  'door-token-invalid':
    'El servidor de llamadas no acepta tu sesión. Inicia sesión de nuevo o avisa a quien gestiona la página.',
  'door-failed': 'El servidor de llamadas no puede comprobar tu sesión ahora. Inténtalo más tarde.',
  'door-new': 'El servidor de llamadas acaba de cambiar. Inténtalo de nuevo.',

  'call-again': 'Volver a llamar',
  back: 'Volver',

  'quality-excellent': 'Conexión excelente',
  'quality-good': 'Buena conexión',
  'quality-poor': 'Mala conexión',
  'quality-lost': 'Sin conexión',

  'ended-hangup': 'Llamada finalizada',
  'stats-excellent': 'Excelente',
  'stats-good': 'Buena',
  'stats-poor': 'Mala',
  'stats-lost': 'Perdida',
  'stats-open': 'Detalles de la conexión',
  'stats-title': 'Conexión',
  'stats-wait': 'Midiendo…',
  'stats-failed': 'Los detalles no están disponibles. Recarga la página después de la llamada.',
  'stats-range': '{now} ahora, de {min} a {max} en los últimos dos minutos',
  'stats-sent': 'Enviado',
  'stats-received': 'Recibido',
  'stats-bitrate': 'Velocidad',
  'stats-loss': 'Pérdida de paquetes',
  'stats-camera': 'Cámara',
  'stats-screen': 'Pantalla',
  'stats-codecs': 'Códecs',
  'stats-delay': 'Retraso',
  'stats-limit': 'Limitado por',
  'stats-limit-bandwidth': 'la conexión',
  'stats-limit-processor': 'el procesador',
  'stats-limit-other': 'el navegador',
  'stats-limit-nothing': 'nada',
  'stats-path': 'Ruta',
  'stats-direct': 'Directa',
  'stats-relayed-local': 'Por tu servidor TURN',
  'stats-relayed-remote': 'Por el servidor TURN de la otra persona',
  'stats-relayed-both': 'Por los servidores TURN de ambos',
  'stats-rtt': 'Ida y vuelta',
  'stats-verified': 'Verificación',
  'stats-messages': 'Mensajes por el relay',
  'stats-messages-count': '{sent} enviados, {received} recibidos',
  'stats-copy': 'Copiar diagnóstico',
  'after-duration': 'Duración: {time}',
  'rating-question': '¿Qué tal fue la llamada?',
  'rating-1': '1 de 5: muy mala',
  'rating-2': '2 de 5: mala',
  'rating-3': '3 de 5: regular',
  'rating-4': '4 de 5: buena',
  'rating-5': '5 de 5: excelente',
  'rating-thanks': '¡Gracias!',
  'network-check': 'Comprobar mi red',
  'network-signaling': 'Servidor de llamadas',
  'network-stun': 'Ruta directa',
  'network-turn': 'Servidor TURN',
  'network-line': 'Línea',
  'network-running': 'Comprobando…',
  'network-passed': 'Funciona',
  'network-failed': 'Falló',
  'network-skipped': 'Sin comprobar',
  'network-lost': 'Aquí no funcionarán las llamadas',
  'network-cost': 'Usa hasta 2 MB. La cámara y el micrófono siguen apagados.',
  'network-again': 'Comprobar otra vez',
  'network-udp-relayed': 'Tu red bloquea las llamadas directas. Pasan por el servidor TURN.',
  'network-no-turn': 'No hay ninguno. Las llamadas con redes estrictas pueden fallar.',
  'network-no-servers':
    'No se pueden obtener los servidores de llamadas de la página. Avisa a su responsable.',
  'network-line-unknown': 'Aquí no se puede medir. Una llamada lo dirá.',
  chat: 'Chat',
  'chat-unread': 'Chat, nuevos: {count}',
  'chat-empty': 'Mensajes, enlaces y archivos de esta llamada. Desaparecen cuando termina.',
  'chat-local': 'Tú:',
  'chat-remote': 'La otra persona:',
  'chat-input': 'Mensaje',
  'chat-send': 'Enviar',
  'chat-whole': 'Mostrar todo',
  'chat-part': 'Mostrar menos',
  'chat-new': 'Mensajes nuevos',
  'chat-waiting': 'Se enviará al recuperar la conexión',
  'chat-failed': 'No enviado',
  'chat-retry': 'Enviar de nuevo',
  'chat-too-long': 'Es demasiado largo para un mensaje. Acórtalo.',

  'file-attach': 'Enviar un archivo',
  'file-drop': 'Suelta aquí los archivos para enviarlos',
  'file-offer': 'La otra persona quiere enviarte un archivo',
  'file-waiting': 'Esperando a que lo acepte',
  'file-accept': 'Aceptar',
  'file-decline': 'Rechazar',
  'file-cancel': 'Cancelar',
  'file-save': 'Guardar',
  'file-left': 'Faltan {time}',
  'file-paused': 'En pausa hasta recuperar la conexión',
  'file-sent': 'Entregado',
  'file-received': 'Ya está aquí. Guárdalo antes de que termine la llamada.',
  'file-declined-local': 'Lo has rechazado',
  'file-declined-remote': 'La otra persona lo ha rechazado',
  'file-cancelled': 'Cancelado',
  'file-too-large': 'Este archivo es demasiado grande. Envía uno más pequeño.',
  'file-limit': 'Se pueden enviar como máximo {limit}. Envía un archivo más pequeño.',
  'file-off-local': 'Allí no se pueden recibir archivos.',
  'file-off-remote': 'Querían enviarte este archivo. Aquí los archivos están desactivados.',
  'file-too-many': 'Demasiados archivos a la vez. Envíalo de nuevo cuando terminen los demás.',
  'file-unreadable': 'Este archivo ya no se puede leer. Hay que elegirlo de nuevo.',
  'file-damaged': 'Este archivo ha llegado dañado. Hay que enviarlo de nuevo.',
  'file-interrupted': 'Se ha interrumpido. Hay que enviar el archivo de nuevo.',
  'file-failed': 'No ha funcionado. Hay que enviar el archivo de nuevo.',

  'ended-declined': 'Llamada rechazada',
  'ended-declined-incoming': 'Llamada rechazada',
  'ended-busy': 'Está en otra llamada',
  'ended-busy-incoming': 'Llamada perdida',
  'ended-cancelled': 'Llamada cancelada',
  'ended-cancelled-incoming': 'Llamada perdida',
  'ended-timeout': 'Sin respuesta',
  'ended-timeout-incoming': 'Llamada perdida',
  'ended-replaced': 'La ha sustituido otra llamada',
  'ended-peer-unavailable': 'No se puede contactar con esta persona',
  'ended-connection-failed': 'Sin conexión',
  'ended-connection-lost': 'Conexión perdida',
  'ended-media-error': 'Fallo de la cámara o del micrófono',
  'ended-signaling-failed': 'Se ha perdido el servidor de llamadas',
  'ended-verification-failed': 'Finalizada por tu seguridad',
  'ended-protocol-error': 'Error de conexión',

  'device-microphone': 'micrófono',
  'device-camera': 'cámara',
  'device-both': 'cámara o micrófono',
  'device-screen': 'pantalla',

  'paused-system-local': 'En pausa por tu dispositivo',
  'paused-system-remote': 'En pausa por su dispositivo',
  'paused-microphone-local': 'Tu dispositivo ha pausado el micrófono.',
  'paused-camera-local': 'Tu dispositivo ha pausado la cámara.',
  'paused-microphone-remote': 'Su dispositivo ha pausado el micrófono.',
  'paused-camera-remote': 'Su dispositivo ha pausado la cámara.',
  'paused-bandwidth-local': 'Tu imagen está en pausa: la conexión es demasiado lenta.',
  'paused-bandwidth-remote': 'Su imagen está en pausa: la conexión es demasiado lenta.',

  'hint-bluetooth':
    'Mientras tu micrófono Bluetooth está encendido, todo suena peor. Elige otro micrófono.',

  'record-start': 'Grabar',
  'record-stop': 'Detener la grabación',
  'record-asked': 'Preguntando si puedes grabar…',
  'record-refused': 'La otra persona no quiere que la grabes.',
  'record-here': 'Grabando: {time}, {size}',
  'record-question': 'La otra persona pide grabar esta llamada.',
  'record-allow': 'Permitir',
  'record-refuse': 'No permitir',
  'record-there': 'La otra persona está grabando esta llamada.',
  'record-done': 'Tu grabación está lista: {size}',
  'record-save': 'Guardar',
  'record-discard': 'Eliminar',

  'captions-show': 'Subtítulos',
  'captions-peer': 'La otra persona',
  'captions-stop': 'Desactivar',
  'captions-asking': 'Activando los subtítulos…',
  'captions-asks': 'Preguntando si se puede escribir lo que dice…',
  'captions-loading': 'Su dispositivo está descargando lo que necesitan los subtítulos…',
  'captions-on': 'Los subtítulos están activados.',
  'captions-refused': 'La otra persona no quiere que se escriba lo que dice.',
  'captions-unsupported':
    'Su navegador no puede escribir subtítulos sin enviar su voz a otro lugar.',
  'captions-language': 'Su navegador no puede escribir subtítulos en su idioma.',
  'captions-failed': 'Los subtítulos se han detenido en su dispositivo.',
  'captions-silent': 'Sin respuesta. Puede que no tenga subtítulos.',
  'captions-question':
    '{name} quiere subtítulos: lo que digas se escribiría en tu dispositivo y se le enviaría.',
  'captions-download':
    '{name} quiere subtítulos: lo que digas se escribiría en tu dispositivo y se le enviaría. Antes, tu navegador tiene que descargar tu idioma.',
  'captions-downloading': 'Descargando tu idioma…',
  'captions-not-loaded': 'Tu navegador no ha podido descargar tu idioma.',
  'captions-there':
    '{name} ha activado los subtítulos: lo que dices se escribe en tu dispositivo y se le envía.',

  'offer-device': 'Conectado: {device}',
  'offer-use': 'Usar',

  'ring-title': '{name} te llama',
  'ring-notify': 'Avisarme cuando alguien llame',
  'voice-muted': 'Tu micrófono está apagado: no te oyen.',
  'announce-local-microphone-on': 'Tu micrófono está encendido',
  'announce-local-microphone-off': 'Tu micrófono está apagado',
  'announce-local-camera-on': 'Tu cámara está encendida',
  'announce-local-camera-off': 'Tu cámara está apagada',
  'announce-local-screen-on': 'Estás compartiendo la pantalla',
  'announce-local-screen-off': 'Ya no compartes la pantalla',
  'announce-remote-microphone-on': 'Su micrófono está encendido',
  'announce-remote-microphone-off': 'Su micrófono está apagado',
  'announce-remote-camera-on': 'Su cámara está encendida',
  'announce-remote-camera-off': 'Su cámara está apagada',
  'announce-remote-screen-on': 'Está compartiendo la pantalla',
  'announce-remote-screen-off': 'Ya no comparte la pantalla',
  'announce-local-record-on': 'Estás grabando esta llamada',
  'announce-remote-record-off': 'La otra persona ya no graba esta llamada',
  'devices-title': 'Cámara y sonido',
  'devices-loudspeaker': 'Altavoz',
  'devices-default': 'Según el sistema',
  'devices-no-camera': 'No se encontró ninguna cámara',
  'devices-no-microphone': 'No se encontró ningún micrófono',
  'devices-absent': '{device} (no conectado)',
  'devices-gone': '{device}: no conectado.',
  'devices-instead': 'En su lugar se usa: {device}',
  'devices-hidden':
    'Permite la cámara y el micrófono para elegirlos y probarlos. Nadie te ve ni te oye todavía.',
  'devices-allow': 'Permitir',
  'devices-level': 'Nivel del micrófono',
  'devices-level-silent': 'Di algo: la barra debería moverse.',
  'devices-level-heard': 'Tu micrófono te oye.',
  'devices-level-off': 'Tu micrófono está apagado.',
  'devices-test': 'Probar el sonido',
  'devices-testing': 'Reproduciendo…',
  'devices-mirror': 'Verme como en un espejo',
  'devices-remember': 'Recordar mi elección en este navegador',
  'devices-forbidden': 'Este navegador no deja que la página recuerde nada.',

  'name-own': 'Tu nombre',
  'name-hint': 'La otra persona lo ve cuando os llamáis.',
  'name-remember': 'Recordarlo en este navegador',

  'ask-microphone':
    'Tu navegador pide permiso para usar tu micrófono. Elige «Permitir» para que te oigan.',
  'ask-camera': 'Tu navegador pide permiso para usar tu cámara. Elige «Permitir» para que te vean.',
  'ask-both':
    'Tu navegador pide permiso para usar tu micrófono y tu cámara. Elige «Permitir» para que te vean y te oigan.',
  'ask-check-microphone':
    'Tu navegador pide permiso para usar tu micrófono. Elige «Permitir» para probarlo. Nadie te oye todavía.',
  'ask-check-camera':
    'Tu navegador pide permiso para usar tu cámara. Elige «Permitir» para verte. Nadie más te ve todavía.',
  'ask-check-both':
    'Tu navegador pide permiso para usar tu micrófono y tu cámara. Elige «Permitir» para probarlos. Nadie te ve ni te oye todavía.',

  'allow-here': 'El acceso a tu {device} está bloqueado. Pulsa aquí para permitirlo:',
  'allow-chromium':
    'El acceso a tu {device} está bloqueado. Pulsa el icono a la izquierda de la dirección, actívalo e inténtalo de nuevo.',
  'allow-android':
    'El acceso a tu {device} está bloqueado. Pulsa el icono a la izquierda de la dirección, luego «Permisos», y permítelo.',
  'allow-firefox':
    'El acceso a tu {device} está bloqueado. Pulsa el icono tachado a la izquierda de la dirección, quita el bloqueo e inténtalo de nuevo.',
  'allow-safari':
    'El acceso a tu {device} está bloqueado. Abre el menú «Safari», luego los ajustes de este sitio web, y permítelo.',
  'allow-ios':
    'El acceso a tu {device} está bloqueado. Pulsa el botón junto a la dirección, luego los ajustes del sitio web, y permítelo.',
  'allow-ios-app':
    'El acceso a tu {device} está bloqueado. Abre los ajustes de tu dispositivo, elige este navegador y permítelo.',

  'error-permission-denied':
    'El acceso a tu {device} está bloqueado. Permítelo en la barra de direcciones o avisa a quien gestiona la página.',
  'error-permission-denied-user':
    'El acceso a tu {device} está bloqueado. Permítelo en la barra de direcciones.',
  'error-permission-denied-system':
    'El acceso a tu {device} está bloqueado. Permítelo en los ajustes del sistema.',
  'error-permission-denied-page':
    'El acceso a tu {device} está bloqueado en esta página. Avisa a quien la gestiona.',
  'error-permission-denied-user-screen': 'No has elegido ninguna pantalla. Inténtalo de nuevo.',
  'error-permission-denied-screen':
    'No has elegido ninguna pantalla. Inténtalo de nuevo o avisa a quien gestiona la página.',
  'error-device-not-found':
    'No se encuentra tu {device}. Conecta el dispositivo o permite el acceso en los ajustes del sistema.',
  'error-device-not-found-screen':
    'No se encuentra ninguna pantalla. Permite el acceso en los ajustes del sistema.',
  'error-device-not-found-ended':
    'Tu {device} ya no está disponible. Revisa el dispositivo e inténtalo de nuevo.',
  'error-device-not-found-ended-screen': 'Tu pantalla ya no se comparte. Compártela de nuevo.',
  'error-device-not-found-no-other': 'No se encuentra otra cámara. Conecta una.',
  'error-device-not-found-switched':
    'Tu {device} ya no está disponible. Ahora se usa otro dispositivo.',
  'error-no-audio-input': 'Tu micrófono no capta nada. Revisa su interruptor o elige otro.',
  'error-no-audio-output': 'El sonido ha fallado. Si no oyes nada, recarga la página.',
  'error-device-in-use':
    'Tu {device} ha fallado. Cierra las otras aplicaciones que usen el dispositivo.',
  'error-constraints-not-met': 'No hay {device} compatible. Elige otro dispositivo.',
  'error-constraints-not-met-screen': NOT_SHAREABLE,
  'error-insecure-context': 'Las llamadas necesitan https://',
  'error-not-supported': 'Este navegador no puede hacer eso. Prueba con otro.',
  'error-not-supported-screen': 'Este navegador no puede compartir la pantalla. Prueba con otro.',
  'error-not-supported-own-sound':
    'Tu pantalla se comparte sin sonido para que la otra persona no se oiga a sí misma. Comparte mejor una pestaña.',
  'error-audio-output-failed': 'Este altavoz no se puede usar. Elige otro.',
  'error-audio-output-failed-switched': 'Tu altavoz ya no está disponible. Ahora se usa otro.',
  'error-media-failed': 'Tu {device} ha fallado. Revisa el dispositivo e inténtalo de nuevo.',
  'error-media-failed-screen': NOT_SHAREABLE,
  'error-invalid-state-microphone': NOT_NOW,
  'error-invalid-state-camera': NOT_NOW,
  'error-invalid-state-screen': 'Pulsa otra vez el botón.',
  'error-invalid-state': 'Ahora no es posible. Inténtalo más tarde.',
  'error-invalid-argument':
    'No se puede llamar a esta dirección. Compruébala e inténtalo de nuevo.',
  'error-peer-unavailable':
    'Puede que su dirección haya cambiado. Compruébala e inténtalo de nuevo.',
  'error-signaling-failed': 'Comprueba tu conexión a internet e inténtalo de nuevo.',
  'error-connection-failed': 'Puede que un cortafuegos bloquee la llamada. Prueba con otra red.',
  'error-connection-lost': 'Comprueba tu conexión a internet e inténtalo de nuevo.',
  'error-negotiation-failed': 'Hay que recargar la página en los dos lados.',
  'error-protocol-error': 'Hay que recargar la página en los dos lados.',
  'error-verification-failed':
    'Puede que haya alguien en medio. Consigue un enlace nuevo o prueba con otra red.',
  'error-verification-unavailable': 'Esta llamada no se puede verificar.',

  'diagnosis-no-turn': 'Las dos redes no tienen un camino directo. Prueba con otra red.',
  'diagnosis-udp-blocked-local': 'Tu red bloquea las llamadas. Prueba con otra red.',
  'diagnosis-udp-blocked-remote':
    'Su red bloquea las llamadas. Pide a la otra persona que pruebe con otra red.',
  'diagnosis-udp-blocked-both':
    'Las dos redes bloquean las llamadas. Hay que probar con otra red en los dos lados.',
  'diagnosis-turn-refused': WRONG_SERVERS,
  'diagnosis-turn-unreachable':
    'No se puede acceder al repetidor de llamadas. Prueba con otra red.',
  'diagnosis-relay-policy-without-turn': WRONG_SERVERS,
  'diagnosis-peer-gone':
    'La otra persona se ha desconectado o tiene otra dirección. Inténtalo más tarde.',
  'diagnosis-signaling-unreachable':
    'No se puede acceder al servidor de llamadas. Comprueba tu conexión a internet.',
  'diagnosis-network-down': 'Estás sin conexión. Comprueba tu conexión a internet.',

  'offline-closed': 'Se ha cortado la conexión con el servidor de llamadas. Recarga la página.',
  'offline-connect-failed':
    'No se puede acceder al servidor de llamadas. Comprueba tu conexión a internet.',
  'offline-server-error': 'El servidor de llamadas ha fallado. Inténtalo más tarde.',
  'offline-unauthorized':
    'El servidor de llamadas no te deja entrar. Inicia sesión o avisa a quien gestiona la página.',
};
