import type { SubscriptionWords } from './subscription-words.ts';

export const subscriptionWords: SubscriptionWords = {
  confirmSubject: 'Konfirmasikan bahwa Anda ingin email tentang balasan di {site}',
  confirmText:
    'Seseorang berkomentar di halaman ini dengan alamat email Anda dan meminta kabar tentang balasan. Anda tidak akan menerima email lagi kecuali mengonfirmasi.',
  confirmLink: 'Ya, beri tahu saya tentang balasan',
  confirmElse: 'Jika itu bukan Anda, jangan lakukan apa pun.',
  approvedSubject: 'Komentar Anda di “{page}” telah terbit',
  replySubject: '{name} membalas Anda di “{page}”',
  view: 'Lihat komentar',
  because: 'Anda menerima email ini karena meminta kabar tentang balasan di {site}.',
  leave: 'Berhenti berlangganan',
  manage: 'Langganan Anda',
  withdraw: 'Hapus komentar Anda',
  replies: 'Balasan untuk komentar saya',
  thread: 'Semua komentar baru',
  notConfirmed: 'Belum dikonfirmasi',
  none: 'Anda tidak punya langganan di sini.',
  leaveAll: 'Berhenti dari semua langganan',
  left: 'Anda sudah berhenti berlangganan.',
  authorBecause: 'Anda menerima email ini karena tercantum sebagai penulis artikel di {site}.',
  leaveArticle: 'Jangan kirim email lagi tentang artikel ini',
  leaveSite: 'Jangan kirim email lagi tentang artikel di {site}',
  resume: 'Terima lagi email ini',
};
