-- A server that has everything: the plans that stand, and their generation in KEYS[1].

local function stands(generation)
  return (generation or '0') == ARGV[1]
end

local function note_reset()
end
