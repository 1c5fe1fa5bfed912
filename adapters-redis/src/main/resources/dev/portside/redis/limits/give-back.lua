-- Gives back what a bulk took here and did not use, as far as the buckets are still those from which it was taken: not after
-- a reset of any bucket of this part, nor under another plan.
--   KEYS  the time of the last reset, then the buckets
--   ARGV  the time at which it was taken; then the version, kind, a, b, c of each bucket's plan, the cost, and since when
local LATE_MICROS = 10000000

local stored = redis.call('MGET', unpack(KEYS))
local time = redis.call('TIME')
local now, taken = time[1] * 1000000 + time[2], tonumber(ARGV[1])
if now < taken or now > taken + LATE_MICROS or tonumber(stored[1] or '0') >= taken then
  return 0
end

local given = 0
for i = 2, #KEYS do
  local arg = 7 * (i - 2) + 2
  local version, s1, s2, s3
  if stored[i] then
    version, s1, s2, s3 = read(stored[i])
  end
  if version == tonumber(ARGV[arg]) then
    local kind = ARGV[arg + 1]
    local a, b, c = tonumber(ARGV[arg + 2]), tonumber(ARGV[arg + 3]), tonumber(ARGV[arg + 4])
    s1, s2, s3 = back[kind](a, b, c, s1, s2, s3, now, tonumber(ARGV[arg + 5]), tonumber(ARGV[arg + 6]))
    if full_at[kind](a, b, c, s1, s2, s3) > now then
      keep(KEYS[i], version, kind, a, b, c, s1, s2, s3)
    else
      redis.call('DEL', KEYS[i])
    end
    given = given + 1
  end
end
return given
