import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { ruleFields, settingGroups } from '../../src/admin/rules/fields.ts';
import { english } from '../../src/admin/words/en/all.ts';
import { checkNames, SiteSettings } from '../../src/wire/settings.ts';

test('every setting has its field, and every check its words', () => {
  const fields = [...ruleFields, ...settingGroups.flatMap((group) => group.fields)];
  deepEqual(fields.map(({ key }) => key).toSorted(), Object.keys(SiteSettings.shape).toSorted());
  deepEqual(Object.keys(english.settings.checks), [...checkNames]);
});
