-- A part of a cluster: the plans stand elsewhere. KEYS[1] is the newest generation of them that was heard of here, the
-- last of KEYS the time of the last reset.

-- Older plans than those that were heard of take nothing more; newer ones are heard of now.
local function stands(generation)
  local heard, known = tonumber(generation or '0'), tonumber(ARGV[1])
  if not known or known < heard then
    return false
  end
  if known > heard then
    redis.call('SET', KEYS[1], ARGV[1])
  end
  return true
end

-- For longer than tokens can be given back.
local function note_reset(now)
  redis.call('SET', KEYS[#KEYS], string.format('%.0f', now), 'PX', 60000)
end
