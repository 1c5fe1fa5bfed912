-- Decides calls in their order, all at one moment of the server's clock. What one took the next ones see; all is read
-- before anything is written.
--   KEYS  the generation of the plans, then one bucket for each request
--   ARGV  the generation that the caller knows; the number of plans, then kind, version, a, b, c of each; then each call:
--         4 x its number of requests + what it is, then the plan and the cost of each request
-- Answers the time, then four numbers for each request: whether it was given, and the bucket as it was before its call.
-- Answers -1 and the generation that stands, and takes nothing, when the caller's plans are not the ones.

local INDEPENDENT, ALL_OR_NOTHING, CHECK, RESET = 0, 1, 2, 3

local stored = redis.call('MGET', unpack(KEYS))
if not stands(stored[1]) then
  return {-1, tonumber(stored[1] or '0')}
end

local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local kinds, versions, as, bs, cs = {}, {}, {}, {}, {}
local arg = 2
for plan = 1, tonumber(ARGV[2]) do
  kinds[plan], versions[plan] = ARGV[arg + 1], tonumber(ARGV[arg + 2])
  as[plan], bs[plan], cs[plan] = tonumber(ARGV[arg + 3]), tonumber(ARGV[arg + 4]), tonumber(ARGV[arg + 5])
  arg = arg + 5
end

-- The buckets by their keys, as the calls so far have left them, and the plans of those that are to be written.
local s1, s2, s3 = {}, {}, {}
local changed = {}

local function fill(key, plan)
  s1[key], s2[key], s3[key] = full[kinds[plan]](as[plan], bs[plan], cs[plan], now)
end

local function find(key, text, plan)
  local version
  if text then
    version, s1[key], s2[key], s3[key] = read(text)
  end
  if version ~= versions[plan] then
    fill(key, plan)
  end
end

local answer, size = {now}, 1
local plans, costs = {}, {}

-- Takes for the requests 1 to count, whose keys come after the given one and whose answers after the given number.
local function consume(count, all, keys, answers)
  for i = 1, count do
    if costs[i] > as[plans[i]] then
      return
    end
  end
  for i = 1, count do
    local key, plan, row = KEYS[keys + i], plans[i], answers + 4 * i - 3
    local t1, t2, t3 = take[kinds[plan]](as[plan], bs[plan], cs[plan], s1[key], s2[key], s3[key], now, costs[i])
    if t1 then
      s1[key], s2[key], s3[key] = t1, t2, t3
      answer[row] = 1
    elseif all then
      for j = 1, i do
        row = answers + 4 * j - 3
        key = KEYS[keys + j]
        answer[row], s1[key], s2[key], s3[key] = 0, answer[row + 1], answer[row + 2], answer[row + 3]
      end
      return
    end
  end
  for i = 1, count do
    if answer[answers + 4 * i - 3] == 1 then
      changed[KEYS[keys + i]] = plans[i]
    end
  end
end

local keys = 1
while arg < #ARGV do
  local call = tonumber(ARGV[arg + 1])
  local what = call % 4
  local count = (call - what) / 4
  local answers = size
  for i = 1, count do
    local key, plan = KEYS[keys + i], tonumber(ARGV[arg + 2 * i])
    plans[i], costs[i] = plan, tonumber(ARGV[arg + 2 * i + 1])
    if what == RESET then
      fill(key, plan)
      changed[key] = 0
      note_reset(now)
    elseif not s1[key] then
      find(key, stored[keys + i], plan)
    end
    answer[size + 1], answer[size + 2], answer[size + 3], answer[size + 4] = 0, s1[key], s2[key], s3[key]
    size = size + 4
  end
  if what == INDEPENDENT or what == ALL_OR_NOTHING then
    consume(count, what == ALL_OR_NOTHING, keys, answers)
  end
  arg = arg + 1 + 2 * count
  keys = keys + count
end

for key, plan in pairs(changed) do
  if plan == 0 then
    redis.call('DEL', key)
  else
    keep(key, versions[plan], kinds[plan], as[plan], bs[plan], cs[plan], s1[key], s2[key], s3[key])
  end
end
return answer
