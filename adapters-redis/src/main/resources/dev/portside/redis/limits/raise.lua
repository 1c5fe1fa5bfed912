-- Lets a part of a cluster, whose newest generation is in KEYS[1], hear of the one in ARGV[1].
if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], ARGV[1])
end
return 0
