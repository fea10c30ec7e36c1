"""What a list may be asked for: the same for pages as for the API."""
LISTS = {'/requests': 'mission', '/offers': 'provider', '/review': 'expert', '/directory': 'mission'}


def check(tally, world):
    for path, who in LISTS.items():
        got = [world[who].get('%s?q=%s' % (path, '%C3%A9' * n)).status for n in (256, 257)]
        tally.check(got == [200, 400], 'a search of 256 characters in %s is taken, a longer one refused' % path, got)
    got = [world.api('mission', 'GET', '/requests?q=' + '%C3%A9' * n, want=(200, 400)).status for n in (256, 257)]
    tally.check(got == [200, 400], 'and so it is in the API', got)
