def walk(tally, world, table):
    pass
