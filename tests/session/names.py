"""Names of parties, which the services give, come in the language of whoever reads, and in its alphabetical order."""
import re

STATES = {'EGY': {'en': 'Egypt', 'fr': 'Égypte', 'ar': 'مصر'}, 'DEU': {'en': 'Germany', 'fr': 'Allemagne', 'ar': 'ألمانيا'}}


def order(text, lang):
    """The two States as the page lists them."""
    at = {text.find('>' + names[lang]): state for state, names in STATES.items()}
    return [at[i] for i in sorted(at) if i >= 0]


def check(tally, world):
    for state in STATES:
        world.api('secretariat', 'POST', '/requests/note', {
            'party': state, 'channel': 'paper_note', 'form': 'proper', 'lang': 'en', 'title': 'Note of ' + state, 'note_ref': 'NV 7/2026',
            'note_date': '2026-11-03', 'contact_function': 'Ministry', 'contact_mailbox': 'mi@example.org',
            'needs': [{'no': 1, 'text': 'Detectors for two border posts'}]})
    reader = world.sign_in('secretariat')
    for lang, want in (('fr', ['DEU', 'EGY']), ('ar', ['DEU', 'EGY']), ('en', ['EGY', 'DEU'])):
        page = reader.get('/requests?lang=' + lang)
        tally.check(order(page.text, lang) == want, 'the requests in %s: names of States and their order' % lang,
                    (order(page.text, lang), re.findall(r'<th[^>]*>.*?</th>', page.text, re.S)[:8]))
    got = [world.api('mission', 'GET', '/session?lang=' + lang).json['party_name'] for lang in ('fr', 'en')]
    tally.check(got == ['Albanie', 'Albania'], 'and the party of whoever is signed in', got)
