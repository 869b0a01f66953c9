-- Answers a request, or lets it pass. Needs `settings`, `verify_ticket` and `judge`.

local function values_of(cookie, name)
  local values = {}
  for pair in (cookie or ""):gmatch("[^;]+") do
    local value = pair:match("^%s*" .. name:gsub("%-", "%%-") .. "=(.-)%s*$")
    if value then values[#values + 1] = value end
  end
  return values
end

-- The service gets its own cookies alone.
local function own_cookies(cookie)
  local own = {}
  for pair in cookie:gmatch("[^;]+") do
    local name = pair:match("^%s*([^=]-)%s*=") or ""
    if not settings.cookies[name] then own[#own + 1] = pair:match("^%s*(.-)%s*$") end
  end
  return #own > 0 and table.concat(own, "; ") or nil
end

local function escape(text)
  return (text:gsub("[^%w._~-]", function(char) return ("%%%02X"):format(char:byte()) end))
end

local function in_header(text)
  return (escape(text or ""):gsub("%%40", "@"):gsub("%%20", " "))
end

-- Who it is, nobody says but this proxy.
local function strip_identity(headers)
  local found = {}
  for name in pairs(headers) do
    if name:lower():find("^x[-_.]auth[-_.]") then found[#found + 1] = name end
  end
  for _, name in ipairs(found) do headers[name] = nil end
end

local function set_identity(headers, claims)
  headers["X-Auth-Subject"] = claims.sub
  headers["X-Auth-Device"] = claims.did
  headers["X-Auth-Roles"] = claims.roles
  headers["X-Auth-Time"] = ("%d"):format(claims.auth_time)
  if not settings.personal then return end
  headers["X-Auth-Email"] = in_header(claims.email)
  headers["X-Auth-Name"] = in_header(claims.name)
end

local function refuse(r, code, sign_in, challenge)
  local problem = settings.problems[code]
  local body = problem.body
  if sign_in then body = ('%s,"signIn":"%s"}'):format(body:sub(1, -2), sign_in) end
  r.resp_header["Content-Type"] = "application/problem+json"
  r.resp_header["Cache-Control"] = "no-store"
  if challenge then r.resp_header["WWW-Authenticate"] = challenge end
  r.resp_body:set(body)
  return problem.status
end

-- Where somebody goes on who may not pass.
local function address_for(host, target, lack, cookie)
  local origin = settings.scheme .. "://" .. host
  if not lack and #values_of(cookie, settings.session_cookie) > 0 then
    return origin .. "/.latchkey/renew?return_to=" .. escape(target)
  end
  return settings.app .. "/gate/authorize?return_to=" .. escape(origin .. target)
end

local function send_away(r, method, rule, lack, address)
  local headers = r.req_header
  local accepts = (headers["Accept"] or ""):find("text/html", 1, true)
  if method == "GET" and accepts and not headers["Upgrade"] then
    r.resp_header["Location"] = address
    r.resp_header["Cache-Control"] = "no-store"
    return 302
  end
  if lack == "role" then return refuse(r, "no-access", address) end
  local challenge = ('Latchkey realm="%s", sign_in="%s"'):format(settings.service, address)
  if lack == "fresh" then
    local stale = ', error="insufficient_user_authentication", max_age="%d"'
    challenge = challenge .. stale:format(rule.max_age)
  end
  return refuse(r, "signed-out", address, challenge)
end

return function(lighty)
  local r = lighty.r
  local headers, request = r.req_header, r.req_attr
  strip_identity(headers)
  headers["Connection"] = nil
  headers["X-Forwarded-Host"] = nil
  -- Behind an upgrade to anything else a client would talk to the service alone.
  if headers["Upgrade"] and headers["Upgrade"]:lower() ~= "websocket" then headers["Upgrade"] = nil end
  local host = (headers["Host"] or ""):lower()
  if not settings.hosts[host] then return refuse(r, "not-found") end
  local target, method = request["request.orig-uri"], request["request.method"]
  local path = type(target) == "string" and judge.read_path(target)
  if not path or type(method) ~= "string" or not method:find("^%u[%u-]*$") then
    return refuse(r, "invalid-request")
  end
  -- The very condition of lighttpd.conf.
  if request["uri.path"]:sub(1, 11) == "/.latchkey/" then return 0 end

  local cookie = headers["Cookie"]
  local tickets = values_of(cookie, settings.ticket_cookie)
  local claims = #tickets == 1 and verify_ticket(lighty.c, tickets[1]) or nil
  local rule = judge.find_rule(path, method)
  if not rule.open then
    local lack = claims and judge.judge(rule, claims)
    if not claims or lack then
      return send_away(r, method, rule, lack, address_for(host, target, lack, cookie))
    end
  end
  if claims then set_identity(headers, claims) end
  if cookie then headers["Cookie"] = own_cookies(cookie) end
  return 0
end
