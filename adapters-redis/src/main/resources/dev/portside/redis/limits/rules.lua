-- The rules of dev.portside.domain.ratelimits once more: whole numbers below 2^53, microseconds since 1970. A plan is its
-- kind and up to three numbers a, b, c; a bucket is up to three numbers s1, s2, s3:
--   token_bucket    a capacity, b tokens per c microseconds    s1 units at the time s2
--   sliding_window  a capacity, b window                       s1 start of the window, s2 taken in it, s3 in the one before
--   gcra            a capacity, b interval                     s1 when it will be full

local fmod, ceil = math.fmod, math.ceil

-- From when on the bucket is full.
local full_at = {
  token_bucket = function(a, b, c, units, at)
    -- What is missing is less than 2^52: no quotient comes so close above a whole number that it is rounded to it.
    return at + ceil((a * c - units) / b)
  end,
  sliding_window = function(a, b, c, start, current, previous)
    return current > 0 and start + 2 * b or previous > 0 and start + b or start
  end,
  gcra = function(a, b, c, full)
    return full
  end
}

-- A bucket from which nothing was taken.
local full = {
  token_bucket = function(a, b, c, now)
    return a * c, now, 0
  end,
  sliding_window = function(a, b, c, now)
    return now - fmod(now, b), 0, 0
  end,
  gcra = function(a, b, c, now)
    return now, 0, 0
  end
}

-- The bucket without that many tokens, at most a; nothing when it lacks them.
local take = {
  token_bucket = function(a, b, c, units, at, _, now, cost)
    local time, missing = now > at and now or at, a * c - units
    -- Below 2^53, and so exact, unless it is far more than what is missing.
    local gained = (time - at) * b
    local left = units + (gained < missing and gained or missing) - cost * c
    if left >= 0 then
      return left, time, 0
    end
  end,
  sliding_window = function(a, b, c, start, current, previous, now, cost)
    if now >= start + 2 * b then
      start, current, previous = now - fmod(now, b), 0, 0
    elseif now >= start + b then
      start, current, previous = start + b, 0, current
    end
    local room = (a - current) * b - previous * (now > start and start + b - now or b)
    if cost * b <= room then
      return start, current + cost, previous
    end
  end,
  gcra = function(a, b, c, full, _, _, now, cost)
    local from = full > now and full or now
    if from - now <= (a - cost) * b then
      return from + cost * b, 0, 0
    end
  end
}

-- A bucket and the version of its plan as text.
local write, read = cmsgpack.pack, cmsgpack.unpack
