import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Confirme que quer e-mails sobre respostas em {site}',
  confirmText:
    'Alguém deixou um comentário nesta página com o seu endereço de e-mail e pediu para saber das respostas. Não receberá mais nenhum e-mail se não confirmar.',
  confirmLink: 'Sim, avise-me das respostas',
  confirmElse: 'Se não foi você, não faça nada.',
  approvedSubject: 'O seu comentário em “{page}” foi publicado',
  replySubject: '{name} respondeu-lhe em “{page}”',
  view: 'Ver o comentário',
  because: 'Você recebe este e-mail porque pediu para saber das respostas em {site}.',
  leave: 'Cancelar a assinatura',
  manage: 'As suas assinaturas',
  withdraw: 'Excluir o seu comentário',
  replies: 'Respostas ao meu comentário',
  thread: 'Todos os comentários novos',
  notConfirmed: 'Ainda não confirmada',
  none: 'Você não tem assinaturas aqui.',
  leaveAll: 'Cancelar todas as assinaturas',
  left: 'A assinatura foi cancelada.',
  authorBecause: 'Você recebe este e-mail porque consta como autor de um artigo em {site}.',
  leaveArticle: 'Não receber mais e-mails sobre este artigo',
  leaveSite: 'Não receber mais e-mails sobre artigos de {site}',
  resume: 'Voltar a receber estes e-mails',
};
