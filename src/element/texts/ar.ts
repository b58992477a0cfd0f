import type { Translation } from './strings.js';

/** The page has wrong addresses or passwords for its servers, or none. */
const WRONG_SERVERS = 'إعداد خوادم المكالمات في هذه الصفحة غير صحيح. أبلغ مسؤول الصفحة.';
const NOT_SHAREABLE = 'لا يمكن مشاركة هذه الشاشة. اختر شاشة أخرى.';
const NOT_NOW = 'لا يمكن استخدام {device} الآن. حاول مرة أخرى.';

/** All different also to the ear: they are read out. */
const EMOJI_NAMES =
  '🐶 كلب, 🐱 قطة, 🦁 أسد, 🐴 حصان, 🦄 يونيكورن, 🐷 خنزير, 🐘 فيل, 🐰 أرنب, 🐼 باندا, 🐓 ديك, 🐧 بطريق, 🐢 سلحفاة, ' +
  '🐟 سمكة, 🐙 أخطبوط, 🦋 فراشة, 🐝 نحلة, 🌻 عباد الشمس, 🌳 شجرة, 🌵 صبار, 🍄 فطر, 🌍 الأرض, 🌙 هلال, ⭐ نجمة, 🔥 نار, ' +
  '🌈 قوس قزح, ⛄ رجل ثلج, 🍌 موزة, 🍎 تفاحة, 🍓 فراولة, 🍇 عنب, 🌽 ذرة, 🍕 بيتزا, 🎂 كعكة, 🥕 جزرة, 🧀 جبن, 🥚 بيضة, ' +
  '🍯 عسل, 🚗 سيارة, 🚲 دراجة, 🚂 قطار, 🚀 صاروخ, ⛵ قارب, ⚓ مرساة, 🏠 بيت, 🎩 قبعة, 👓 نظارة, 👑 تاج, 🎒 حقيبة, ' +
  '🔑 مفتاح, 🔨 مطرقة, ⏰ ساعة, 💡 مصباح, 📕 كتاب, 📎 مشبك, 🎁 هدية, 🎈 بالون, ⚽ كرة قدم, 🏆 كأس, 🎸 جيتار, 🎺 بوق, ' +
  '🔔 جرس, 🥁 طبل, 🌂 مظلة, 🎲 نرد';

/**
 * Modern standard Arabic. Buttons are named by what they do, not as commands. Nothing in a sentence agrees with the name
 * of a device: a camera is feminine, a microphone masculine.
 */
export const TEXTS: Translation = {
  direction: 'rtl',
  label: 'مكالمة فيديو',
  'remote-video': 'كاميرا الطرف الآخر',
  'remote-screen': 'شاشة الطرف الآخر',
  'self-view': 'الكاميرا الخاصة بي',

  opening: 'جارٍ الاتصال بالخادم…',
  'no-endpoint': 'لا يوجد خادم مكالمات: حدّد عنوانه في endpoint.',
  retrying: 'جارٍ إعادة المحاولة…',
  'try-again': 'إعادة المحاولة',
  ready: 'جاهز لاستقبال المكالمات',
  'meeting-start': 'بدء اجتماع',
  'server-reconnecting': 'جارٍ إعادة الاتصال بالخادم…',
  'own-id': 'عنوانك',
  'own-id-hint': 'من لديه هذا العنوان يمكنه الاتصال بك ما دامت هذه الصفحة مفتوحة.',
  copy: 'نسخ',
  copied: 'تم النسخ',
  'copy-by-hand': 'اضغط Ctrl+C',
  'peer-id': 'الاتصال بشخص',
  'peer-id-hint': 'عنوان الطرف الآخر',
  call: 'اتصال',
  'preview-on': 'تجربة الكاميرا',
  'preview-off': 'إيقاف الكاميرا',

  calling: 'جارٍ الاتصال…',
  ringing: 'يرن لدى الطرف الآخر…',
  incoming: 'مكالمة واردة',
  connecting: 'جارٍ التوصيل…',
  connected: 'متصل',
  reconnecting: 'انقطع الاتصال. جارٍ إعادة الاتصال…',
  answer: 'رد',
  'answer-audio': 'صوت فقط',
  decline: 'رفض',
  cancel: 'إلغاء',
  hangup: 'إنهاء المكالمة',
  microphone: 'الميكروفون',
  camera: 'الكاميرا',
  screen: 'مشاركة الشاشة',
  flip: 'تبديل الكاميرا',
  hear: 'اضغط لسماع الصوت',
  'remote-microphone-off': 'ميكروفون الطرف الآخر متوقف',
  'remote-camera-off': 'كاميرا الطرف الآخر متوقفة',
  dismiss: 'إغلاق',

  'verify-no': 'لم يتم التحقق بعد',
  'verify-secret': 'تم التحقق بالرابط',
  'verify-user': 'تم التحقق بنفسك',
  'verify-never': 'لا يمكن التحقق',
  'verify-no-hint': 'اقرأ هذا للطرف الآخر ودعه يقرأه لك. إذا تطابق ما تريانه، فلا أحد بينكما.',
  'verify-secret-hint':
    'لا يمكن أن يكون بينكما إلا من لديه رابطك. للتأكد، قارن هذا مع الطرف الآخر.',
  'verify-user-hint': 'ما تريانه متطابق: لا أحد بينكما.',
  'verify-pending': 'جارٍ إنشاء الرمز…',
  'verify-match': 'متطابق',
  'verify-differ': 'غير متطابق',
  'emoji-names': EMOJI_NAMES,
  'private-mode': 'الوضع الخاص',
  'private-mode-hint': 'لا يعرف الطرف الآخر عنوان شبكتك.',

  'meeting-name': 'اجتماع',
  'meeting-lobby': 'هل أنت جاهز للانضمام؟',
  'meeting-join': 'انضمام',
  'meeting-joining': 'جارٍ الانضمام…',
  'meeting-join-again': 'الانضمام مرة أخرى',
  'meeting-leave': 'مغادرة',
  'meeting-waiting': 'لقد انضممت. في انتظار الطرف الآخر…',
  'meeting-left': 'غادر الطرف الآخر. في انتظار عودته…',
  'meeting-retrying': 'لقد انضممت. جارٍ الاتصال مرة أخرى…',
  'meeting-link': 'رابط الاجتماع',
  'meeting-link-hint': 'أرسله إلى شخص واحد. كل من لديه الرابط يمكنه الانضمام.',
  'meeting-share': 'مشاركة',
  'meeting-qr': 'رمز QR',
  'meeting-qr-hint': 'وجّه كاميرا الهاتف نحوه.',

  'room-full': 'في هذا الاجتماع شخصان بالفعل. ابدأ اجتماعًا آخر.',
  'room-refused': 'لا يمكنك الانضمام إلى هذا الاجتماع. اسأل من دعاك.',
  'room-invalid-argument': 'لا يمكن الانضمام إلى هذا الاجتماع. أبلغ مسؤول الصفحة.',
  'room-not-supported': 'لا تعمل الاجتماعات هنا. اتصل بعنوان أو أبلغ مسؤول الصفحة.',

  'door-origin': 'خادم المكالمات مخصص لصفحات أخرى وليس لهذه. أبلغ مسؤول الصفحة.',
  'door-token-missing': 'سجّل الدخول أولًا. إذا كنت قد سجّلت الدخول بالفعل، فأبلغ مسؤول الصفحة.',
  'door-token-expired': 'انتهت صلاحية تسجيل دخولك. سجّل الدخول مرة أخرى.',
  'door-token-invalid':
    'لا يقبل خادم المكالمات تسجيل دخولك. سجّل الدخول مرة أخرى أو أبلغ مسؤول الصفحة.',
  'door-failed': 'لا يستطيع خادم المكالمات التحقق من تسجيل دخولك الآن. حاول لاحقًا.',
  'door-new': 'تم تغيير خادم المكالمات للتو. حاول مرة أخرى.',

  'call-again': 'معاودة الاتصال',
  back: 'رجوع',

  'quality-excellent': 'اتصال ممتاز',
  'quality-good': 'اتصال جيد',
  'quality-poor': 'اتصال ضعيف',
  'quality-lost': 'لا يوجد اتصال',

  'ended-hangup': 'انتهت المكالمة',
  'ended-declined': 'رُفضت المكالمة',
  'ended-declined-incoming': 'رفضت المكالمة',
  'ended-busy': 'الطرف الآخر في مكالمة أخرى',
  'ended-busy-incoming': 'مكالمة فائتة',
  'ended-cancelled': 'أُلغيت المكالمة',
  'ended-cancelled-incoming': 'مكالمة فائتة',
  'ended-timeout': 'لا يوجد رد',
  'ended-timeout-incoming': 'مكالمة فائتة',
  'ended-replaced': 'حلّت محلها مكالمة جديدة',
  'ended-peer-unavailable': 'لا يمكن الوصول إلى الطرف الآخر',
  'ended-connection-failed': 'لا يوجد اتصال',
  'ended-connection-lost': 'انقطع الاتصال',
  'ended-media-error': 'تعطلت الكاميرا أو الميكروفون',
  'ended-signaling-failed': 'انقطع الاتصال بخادم المكالمات',
  'ended-verification-failed': 'أُنهيت المكالمة لسلامتك',
  'ended-protocol-error': 'خطأ في الاتصال',

  'device-microphone': 'الميكروفون',
  'device-camera': 'الكاميرا',
  'device-both': 'الكاميرا أو الميكروفون',
  'device-screen': 'الشاشة',

  'paused-system-local': 'أوقفه جهازك مؤقتًا',
  'paused-system-remote': 'أوقفه جهاز الطرف الآخر مؤقتًا',
  'paused-bandwidth-local': 'صورتك متوقفة مؤقتًا: الاتصال بطيء جدًا.',
  'paused-bandwidth-remote': 'صورة الطرف الآخر متوقفة مؤقتًا: الاتصال بطيء جدًا.',

  'hint-bluetooth': 'ما دام ميكروفون البلوتوث قيد التشغيل، يسوء كل الصوت. اختر ميكروفونًا آخر.',

  'record-start': 'تسجيل',
  'record-stop': 'إيقاف التسجيل',
  'record-asked': 'جارٍ السؤال عمّا إذا كان يمكنك التسجيل…',
  'record-refused': 'الطرف الآخر لا يريد أن يُسجَّل.',
  'record-here': 'جارٍ التسجيل: {time}، {size}',
  'record-question': 'يطلب الطرف الآخر تسجيل هذه المكالمة.',
  'record-allow': 'سماح',
  'record-refuse': 'عدم السماح',
  'record-there': 'الطرف الآخر يسجّل هذه المكالمة.',
  'record-done': 'تسجيلك جاهز: {size}',
  'record-save': 'حفظ',
  'record-discard': 'حذف',

  'offer-device': 'تم توصيل: {device}',
  'offer-use': 'استخدام',

  'error-permission-denied':
    'الوصول إلى {device} محظور. اسمح به في شريط العنوان أو أبلغ مسؤول الصفحة.',
  'error-permission-denied-user': 'الوصول إلى {device} محظور. اسمح به في شريط العنوان.',
  'error-permission-denied-system': 'الوصول إلى {device} محظور. اسمح به في إعدادات النظام.',
  'error-permission-denied-page': 'الوصول إلى {device} محظور في هذه الصفحة. أبلغ مسؤول الصفحة.',
  'error-permission-denied-user-screen': 'لم تُختر أي شاشة. حاول مرة أخرى.',
  'error-permission-denied-screen': 'لم تُختر أي شاشة. حاول مرة أخرى أو أبلغ مسؤول الصفحة.',
  'error-device-not-found':
    'لم يتم العثور على {device}. وصّل جهازًا أو اسمح بالوصول في إعدادات النظام.',
  'error-device-not-found-screen': 'لم يتم العثور على شاشة. اسمح بالوصول في إعدادات النظام.',
  'error-device-not-found-ended': 'لم يعد بالإمكان استخدام {device}. افحص الجهاز ثم حاول مرة أخرى.',
  'error-device-not-found-ended-screen': 'لم تعد شاشتك قيد المشاركة. شاركها مرة أخرى.',
  'error-device-not-found-no-other': 'لم يتم العثور على كاميرا أخرى. وصّل واحدة.',
  'error-device-not-found-switched': 'لم يعد بالإمكان استخدام {device}. يُستخدم الآن جهاز آخر.',
  'error-no-audio-input': 'لا يصل صوت من الميكروفون. افحص مفتاحه أو اختر ميكروفونًا آخر.',
  'error-no-audio-output': 'تعطل إخراج الصوت. أعد تحميل الصفحة إذا لم تسمع شيئًا.',
  'error-device-in-use': 'تعذر تشغيل {device}. أغلق التطبيقات الأخرى التي تستخدم الجهاز.',
  'error-constraints-not-met': 'مواصفات {device} غير مناسبة. اختر جهازًا آخر.',
  'error-constraints-not-met-screen': NOT_SHAREABLE,
  'error-insecure-context': 'تتطلب المكالمات \u2066https://\u2069',
  'error-not-supported': 'لا يستطيع هذا المتصفح ذلك. جرّب متصفحًا آخر.',
  'error-not-supported-screen': 'لا يستطيع هذا المتصفح مشاركة الشاشة. جرّب متصفحًا آخر.',
  'error-not-supported-own-sound':
    'تتم مشاركة شاشتك بلا صوت حتى لا يسمع الطرف الآخر نفسه. شارك علامة تبويب بدلًا منها.',
  'error-audio-output-failed': 'لا يمكن استخدام مكبر الصوت هذا. اختر مكبرًا آخر.',
  'error-audio-output-failed-switched': 'لم يعد مكبر الصوت موجودًا. يُستخدم الآن مكبر آخر.',
  'error-media-failed': 'تعذر تشغيل {device}. افحص الجهاز ثم حاول مرة أخرى.',
  'error-media-failed-screen': NOT_SHAREABLE,
  'error-invalid-state-microphone': NOT_NOW,
  'error-invalid-state-camera': NOT_NOW,
  'error-invalid-state-screen': 'اضغط الزر مرة أخرى.',
  'error-invalid-state': 'هذا غير ممكن الآن. حاول لاحقًا.',
  'error-invalid-argument': 'لا يمكن الاتصال بهذا العنوان. تحقق منه ثم حاول مرة أخرى.',
  'error-peer-unavailable': 'ربما تغيّر عنوان الطرف الآخر. تحقق منه ثم حاول مرة أخرى.',
  'error-signaling-failed': 'تحقق من اتصالك بالإنترنت ثم حاول مرة أخرى.',
  'error-connection-failed': 'ربما يحظر جدار حماية المكالمة. جرّب شبكة أخرى.',
  'error-connection-lost': 'تحقق من اتصالك بالإنترنت ثم حاول مرة أخرى.',
  'error-negotiation-failed': 'أعيدا تحميل الصفحة لدى الطرفين.',
  'error-protocol-error': 'أعيدا تحميل الصفحة لدى الطرفين.',
  'error-verification-failed': 'ربما يوجد شخص بينكما. احصل على رابط جديد أو جرّب شبكة أخرى.',
  'error-verification-unavailable': 'لا يمكن التحقق من هذه المكالمة.',

  'diagnosis-no-turn': 'لا يوجد مسار مباشر بين الشبكتين. جرّب شبكة أخرى.',
  'diagnosis-udp-blocked-local': 'شبكتك تحظر المكالمات. جرّب شبكة أخرى.',
  'diagnosis-udp-blocked-remote': 'شبكة الطرف الآخر تحظر المكالمات. اطلب منه تجربة شبكة أخرى.',
  'diagnosis-udp-blocked-both': 'الشبكتان تحظران المكالمات. جرّبا شبكة أخرى لدى الطرفين.',
  'diagnosis-turn-refused': WRONG_SERVERS,
  'diagnosis-turn-unreachable': 'لا يمكن الوصول إلى خادم ترحيل المكالمات. جرّب شبكة أخرى.',
  'diagnosis-relay-policy-without-turn': WRONG_SERVERS,
  'diagnosis-peer-gone': 'الطرف الآخر غير متصل أو تغيّر عنوانه. حاول لاحقًا.',
  'diagnosis-signaling-unreachable': 'لا يمكن الوصول إلى خادم المكالمات. تحقق من اتصالك بالإنترنت.',
  'diagnosis-network-down': 'أنت غير متصل بالإنترنت. تحقق من اتصالك.',

  'offline-closed': 'انقطع الاتصال بخادم المكالمات. أعد تحميل الصفحة.',
  'offline-connect-failed': 'لا يمكن الوصول إلى خادم المكالمات. تحقق من اتصالك بالإنترنت.',
  'offline-server-error': 'تعطل خادم المكالمات. حاول لاحقًا.',
  'offline-unauthorized': 'رفض خادم المكالمات دخولك. سجّل الدخول أو أبلغ مسؤول الصفحة.',
};
