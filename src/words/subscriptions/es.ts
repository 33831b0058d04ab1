import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Confirma que quieres correos sobre las respuestas en {site}',
  confirmText:
    'Alguien dejó un comentario en esta página con tu dirección de correo y pidió saber de las respuestas. No recibirás más correos si no lo confirmas.',
  confirmLink: 'Sí, avísame de las respuestas',
  confirmElse: 'Si no fuiste tú, no hagas nada.',
  approvedSubject: 'Tu comentario en «{page}» se ha publicado',
  replySubject: '{name} te respondió en «{page}»',
  view: 'Ver el comentario',
  because: 'Recibes este correo porque pediste saber de las respuestas en {site}.',
  leave: 'Darse de baja',
  manage: 'Tus suscripciones',
  withdraw: 'Borrar tu comentario',
  replies: 'Respuestas a mi comentario',
  thread: 'Todos los comentarios nuevos',
  notConfirmed: 'Aún sin confirmar',
  none: 'No tienes suscripciones aquí.',
  leaveAll: 'Darse de baja de todo',
  left: 'Te has dado de baja.',
  authorBecause: 'Recibes este correo porque figuras como autor de un artículo en {site}.',
  leaveArticle: 'No más correos sobre este artículo',
  leaveSite: 'No más correos sobre artículos de {site}',
  resume: 'Volver a recibir estos correos',
};
