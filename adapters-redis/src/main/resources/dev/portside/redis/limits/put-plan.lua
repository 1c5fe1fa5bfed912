-- ARGV  the prefix, its terms, the most plans there may be, then the versions one of which is expected, if any is
-- Answers what became of it, then the version that stands.
local STORED, CREATED, MOVED, FULL = 0, 1, 2, 3

local version, terms = find(ARGV[1])
if not is_expected(version, 4) then
  return {MOVED, '0'}
end
if terms == ARGV[2] then
  return {STORED, version}
end
if not version and redis.call('HLEN', KEYS[2]) >= tonumber(ARGV[3]) then
  return {FULL, '0'}
end
return {version and STORED or CREATED, store(ARGV[1], ARGV[2])}
