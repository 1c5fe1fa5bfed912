-- Gives tokens back, after the text of the rules.
--   ARGV  cases: kind, a, b, c, the bucket's three numbers, the time, the cost, and since when
-- Answers the buckets.
local answer = {}
for arg = 1, #ARGV, 10 do
  local n = {}
  for i = 1, 9 do
    n[i] = tonumber(ARGV[arg + i])
  end
  for _, number in ipairs({back[ARGV[arg]](unpack(n))}) do
    answer[#answer + 1] = number
  end
end
return answer
