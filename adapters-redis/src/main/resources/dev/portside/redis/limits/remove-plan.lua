-- ARGV  the prefix, then the versions one of which is expected, if any is
local REMOVED, MOVED, UNKNOWN = 0, 1, 2

local version = find(ARGV[1])
if not version then
  return UNKNOWN
end
if not is_expected(version, 2) then
  return MOVED
end
redis.call('HDEL', KEYS[2], ARGV[1])
raise()
return REMOVED
