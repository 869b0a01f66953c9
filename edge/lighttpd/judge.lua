-- What a path asks for, as lib/gate/read-path.ts and rule.ts have it. Needs `settings`.

-- The path that the rules are held against; nil where programs don't agree on what it names.
local function read_path(target)
  if target:find("[^!-~]") then return nil end
  local raw = target:match("^/[^?]*")
  if not raw or raw:find("#", 1, true) or raw:find("%%[^%x]") or raw:find("%%%x?$") or raw:find("%%%x[^%x]") then
    return nil
  end
  if raw:lower():find("%%2f") then return nil end
  local path = raw:gsub("%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end)
  -- UTF-8, without controls of both kinds, and without the Kelvin sign, a k in lower case.
  if not utf8.len(path) or path:find("[%c\127;\\%%]") or path:find("\194[\128-\159]") then return nil end
  if path:find("\226\132\170", 1, true) then return nil end
  local parts = {}
  for part in path:gmatch("[^/]+") do
    if part == "." or part == ".." then return nil end
    parts[#parts + 1] = part
  end
  return "/" .. table.concat(parts, "/"):lower()
end

local function covers(prefix, path)
  if path == prefix then return true end
  local below = prefix:sub(-1) == "/" and prefix or prefix .. "/"
  return path:sub(1, #below) == below
end

local everywhere = { roles = {} }

-- Of the rules that cover a path, the first: settings have them in order.
local function find_rule(path, method)
  for _, rule in ipairs(settings.rules) do
    if covers(rule.prefix, path) and (not rule.methods or rule.methods[method]) then return rule end
  end
  return everywhere
end

local function has_role(rule, claims)
  if #rule.roles == 0 then return true end
  for _, role in ipairs(rule.roles) do
    if (" " .. claims.roles .. " "):find(" " .. role .. " ", 1, true) then return true end
  end
  return false
end

-- What somebody lacks: "role" before "fresh", as no passkey helps there.
local function judge(rule, claims)
  if not has_role(rule, claims) then return "role" end
  if rule.max_age and os.time() - claims.auth_time > rule.max_age then return "fresh" end
  return nil
end

return { read_path = read_path, find_rule = find_rule, judge = judge }
