-- ARGV  the terms for all keys without a plan of their own, 1 if they replace those that stand, and the newest generation
--       that was heard of: when this server has forgotten it, its plans stand under one that is newer still
-- Answers the generation and all plans, as they are at one moment.
local version, terms = find('')
if not version or ARGV[2] == '1' and terms ~= ARGV[1] then
  store('', ARGV[1])
end
if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[3]) then
  redis.call('SET', KEYS[1], ARGV[3])
  raise()
end
return {redis.call('GET', KEYS[1]), redis.call('HGETALL', KEYS[2])}
