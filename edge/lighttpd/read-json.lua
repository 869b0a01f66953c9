-- Reads JSON as tickets have it: one flat object of texts and whole numbers. Nil for anything else.
local escapes = { ['"'] = '"', ["\\"] = "\\", ["/"] = "/", b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }

local function read_text(text, at)
  local parts = {}
  while true do
    local plain, stop, next_at = text:match('^([^"\\%c]*)(["\\])()', at)
    if not plain then return nil end
    parts[#parts + 1] = plain
    if stop == '"' then return table.concat(parts), next_at end
    local letter = text:sub(next_at, next_at)
    local code = letter == "u" and text:match("^%x%x%x%x", next_at + 1)
    if code then
      -- Half of a pair stands for something only with the other half, which our tickets never escape.
      local number = tonumber(code, 16)
      if number >= 0xd800 and number <= 0xdfff then return nil end
      parts[#parts + 1] = utf8.char(number)
      at = next_at + 5
    elseif escapes[letter] then
      parts[#parts + 1] = escapes[letter]
      at = next_at + 1
    else
      return nil
    end
  end
end

local function read_value(text, at)
  if text:sub(at, at) == '"' then return read_text(text, at + 1) end
  local digits, next_at = text:match("^(%d+)()", at)
  return digits and math.tointeger(tonumber(digits)), next_at
end

return function(text)
  local result = {}
  local at = text:match("^%{()")
  while at do
    local name, value
    if text:sub(at, at) ~= '"' then return nil end
    name, at = read_text(text, at + 1)
    at = name and text:match("^:()", at)
    if not at then return nil end
    value, at = read_value(text, at)
    if value == nil or result[name] ~= nil then return nil end
    result[name] = value
    local mark, next_at = text:match("^([,}])()", at)
    if mark == "}" then return next_at == #text + 1 and result or nil end
    at = next_at
  end
  return nil
end
