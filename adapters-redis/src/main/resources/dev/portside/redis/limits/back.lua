-- The buckets' rule of giving back: the bucket with tokens back that were never used.
local back = {
  token_bucket = function(a, b, c, units, at, _, now, cost, since)
    -- Below 2^53, and so exact, unless it is far more than what is owed.
    local lost = ((now > at and now or at) - since) * b
    local owed = cost * c - (lost > 0 and lost or 0)
    if owed > 0 then
      units = units + owed < a * c and units + owed or a * c
    end
    return units, at, 0
  end,
  sliding_window = function(a, b, c, start, current, previous, _, cost, since)
    if start == since then
      current = current > cost and current - cost or 0
    elseif start == since + b then
      previous = previous > cost and previous - cost or 0
    end
    return start, current, previous
  end,
  gcra = function(a, b, c, full, _, _, now, cost, since)
    local owed = cost * b - (now > since and now - since or 0)
    return owed > 0 and full - owed or full, 0, 0
  end
}
