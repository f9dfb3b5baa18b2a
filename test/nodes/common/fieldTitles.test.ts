import { fieldTitles } from '../../../nodes/common/fieldTitles';

test('fields are told in the words of the form', () => {
	expect(fieldTitles(['timeZone', 'practiceId', 'baseUrl', 'user'])).toBe(
		' (Time Zone, Practice ID, Base URL, User)',
	);
});

test('a field with a title of its own has that title', () => {
	expect(fieldTitles(['practiceId'], { practiceId: 'Office Key' })).toBe(' (Office Key)');
});

test('without fields nothing is told', () => {
	expect(fieldTitles()).toBe('');
	expect(fieldTitles([])).toBe('');
});
