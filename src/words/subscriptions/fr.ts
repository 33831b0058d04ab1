import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Confirmez que vous voulez des e-mails sur les réponses sur {site}',
  confirmText:
    'Quelqu’un a laissé un commentaire sur cette page avec votre adresse e-mail et a demandé à être informé des réponses. Sans votre confirmation, vous ne recevrez plus aucun e-mail.',
  confirmLink: 'Oui, m’informer des réponses',
  confirmElse: 'Si ce n’était pas vous, ne faites rien.',
  approvedSubject: 'Votre commentaire sur « {page} » est publié',
  replySubject: '{name} vous a répondu sur « {page} »',
  view: 'Voir le commentaire',
  because: 'Vous recevez cet e-mail parce que vous avez demandé à être informé des réponses sur {site}.',
  leave: 'Se désabonner',
  manage: 'Vos abonnements',
  withdraw: 'Supprimer votre commentaire',
  replies: 'Les réponses à mon commentaire',
  thread: 'Tous les nouveaux commentaires',
  notConfirmed: 'Pas encore confirmé',
  none: 'Vous n’avez aucun abonnement ici.',
  leaveAll: 'Se désabonner de tout',
  left: 'Vous êtes désabonné.',
  authorBecause: 'Vous recevez cet e-mail parce que vous êtes indiqué comme auteur d’un article sur {site}.',
  leaveArticle: 'Plus d’e-mails sur cet article',
  leaveSite: 'Plus d’e-mails sur les articles de {site}',
  resume: 'Recevoir à nouveau ces e-mails',
};
