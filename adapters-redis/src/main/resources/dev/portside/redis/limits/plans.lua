-- ARGV  the terms for all keys without a plan of their own, and 1 if they replace those that stand
-- Answers the generation and all plans, as they are at one moment.
local version, terms = find('')
if not version or ARGV[2] == '1' and terms ~= ARGV[1] then
  store('', ARGV[1])
end
return {redis.call('GET', KEYS[1]), redis.call('HGETALL', KEYS[2])}
