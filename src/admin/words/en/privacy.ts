type Texts = Readonly<Record<string, string>>;

export const blocks = {
  title: 'Blocks',
  hint: 'What comes from there is spam, and its author is told what everybody is told. Moderators are never blocked.',
  empty: {
    title: 'Nobody is blocked',
    hint: 'A comment’s “More” blocks its author, address or domain in one step.',
  },
  block: 'Block',
  kinds: { author: 'Author', email: 'Email', address: 'Address', domain: 'Domain' },
  byComment: { author: 'this author', email: 'this email', address: 'this address', domain: 'where it leads to' },
  values: {
    author: 'Email of the author',
    email: 'Email',
    address: 'Address or network, such as 203.0.113.0/24',
    domain: 'Host, with all below it',
  } as Texts,
  name: 'Name',
  length: 'For',
  lengths: { '1': 'a day', '7': 'a week', '30': 'a month', '': 'good' },
  note: 'Note (if any)',
  submit: 'Block',
  blocked: '{what} is blocked, in force within two seconds.',
  lift: 'Lift',
  liftOf: 'Lift the block of {value}',
  lifted: 'The block is lifted.',
  forGood: 'for good',
  until: 'until {time}',
  over: 'over',
};

export const person = {
  title: 'Privacy',
  hint: 'What this site holds about somebody, by their email: as a file for them, or erased for good.',
  email: 'Email',
  export: 'Export',
  erase: 'Erase',
  eraseTitle: 'Erase {email}?',
  eraseText: 'Comments, reports and everything else by this email on this site are wiped. It cannot be undone.',
  receipt: {
    title: 'Receipt',
    states: {
      erasing: 'It is under way.',
      clearing: 'Nobody finds it any more. It is leaving the database’s own files.',
      done: 'Done.',
    },
    again: 'How does it stand?',
  },
};
