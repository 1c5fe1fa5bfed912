-- Stores a bucket until it is full, and at most a millisecond longer.
local function keep(key, version, kind, a, b, c, s1, s2, s3)
  local millis = string.format('%d', full_at[kind](a, b, c, s1, s2, s3) / 1000 + 1)
  redis.call('SET', key, write(version, s1, s2, s3), 'PXAT', millis)
end
