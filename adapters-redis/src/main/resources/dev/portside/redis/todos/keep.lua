-- KEYS: a page. ARGV: the time that it is kept in milliseconds, its revision, etag, last position and JSON.
redis.call('HSET', KEYS[1], 'revision', ARGV[2], 'etag', ARGV[3], 'last', ARGV[4], 'json', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return redis.status_reply('OK')
