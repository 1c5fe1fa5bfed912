-- Of the generation of the plans in KEYS[1] and the plans by prefix in KEYS[2]: each is its version, a space, its terms.

-- A new version, which is the new generation. It is a time, so that one from before a flush of the server never comes again.
local function raise()
  local time = redis.call('TIME')
  local last = tonumber(redis.call('GET', KEYS[1]) or '0')
  local version = string.format('%.0f', math.max(last + 1, time[1] * 1000000 + time[2]))
  redis.call('SET', KEYS[1], version)
  return version
end

local function store(prefix, terms)
  local version = raise()
  redis.call('HSET', KEYS[2], prefix, version .. ' ' .. terms)
  return version
end

-- The version and the terms that stand.
local function find(prefix)
  local stands = redis.call('HGET', KEYS[2], prefix)
  if stands then
    return string.match(stands, '^(%d+) (.*)$')
  end
end

-- Whether one of the arguments from there on is the version; without any, all are good.
local function is_expected(version, first)
  for i = first, #ARGV do
    if ARGV[i] == version then
      return true
    end
  end
  return #ARGV < first
end
