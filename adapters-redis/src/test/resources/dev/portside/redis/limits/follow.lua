-- Follows buckets over given times, after the text of the rules.
--   ARGV  cases: kind, a, b, c, the number of steps, then time and cost of each
-- Answers for each step whether it was given, the bucket after it, and when that will be full.
local answer = {}
local arg = 0
local function number()
  arg = arg + 1
  return tonumber(ARGV[arg])
end

while arg < #ARGV do
  arg = arg + 1
  local kind = ARGV[arg]
  local a, b, c, steps = number(), number(), number(), number()
  local s1, s2, s3
  for step = 1, steps do
    local now, cost = number(), number()
    if step == 1 then
      s1, s2, s3 = full[kind](a, b, c, now)
    end
    local t1, t2, t3 = take[kind](a, b, c, s1, s2, s3, now, cost)
    if t1 then
      local _
      _, s1, s2, s3 = read(write(now, t1, t2, t3))
    end
    for _, n in ipairs({t1 and 1 or 0, s1, s2, s3, full_at[kind](a, b, c, s1, s2, s3)}) do
      answer[#answer + 1] = n
    end
  end
end
return answer
