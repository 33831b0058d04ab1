export const queue = {
  title: 'Queue',
  statuses: { pending: 'Pending', approved: 'Approved', spam: 'Spam', trash: 'Trash' },
  empty: 'Nothing is here.',
};
