-- Verifies tickets: by the service's own secret, or by the gate's public keys. Needs `settings` and
-- `read_json`.
local most_remembered = 10000
local remembered, count = {}, 0

-- RFC 7518 §3.4 has the two numbers one after the other; OpenSSL wants them as DER (X.690 §8.3).
local function to_der(signature)
  if #signature ~= 64 then return nil end
  local function whole_number(bytes)
    bytes = bytes:gsub("^\0+", "")
    if bytes == "" or bytes:byte() >= 0x80 then bytes = "\0" .. bytes end
    return "\2" .. string.char(#bytes) .. bytes
  end
  local both = whole_number(signature:sub(1, 32)) .. whole_number(signature:sub(33))
  return "\48" .. string.char(#both) .. both
end

local verifiers = {}

function verifiers.HS256(c, _, signed, signature)
  local own = c.hmac("sha256", settings.secret, signed)
  -- In constant time; both are hexadecimal.
  return type(own) == "string" and #signature == 32 and c.digest_eq(own, c.hexenc(signature)) == true
end

if settings.algorithm == "ES256" then
  local pkey, digest = require("openssl.pkey"), require("openssl.digest")
  local keys = {}
  for kid, pem in pairs(settings.keys) do keys[kid] = pkey.new(pem) end
  function verifiers.ES256(_, kid, signed, signature)
    local key, der = type(kid) == "string" and keys[kid], to_der(signature)
    return key and der and key:verify(der, digest.new("sha256"):update(signed)) == true
  end
end

local function signed_claims(c, ticket)
  local head, body, mark = ticket:match("^([%w_-]+)%.([%w_-]+)%.([%w_-]+)$")
  if not head then return nil end
  local header = read_json(c.b64urldec(head) or "")
  local signature = c.b64urldec(mark)
  if not header or header.alg ~= settings.algorithm or not signature then return nil end
  if not verifiers[settings.algorithm](c, header.kid, head .. "." .. body, signature) then return nil end
  return read_json(c.b64urldec(body) or "")
end

local function is_text(value) return type(value) == "string" and value ~= "" end

local function are_complete(claims)
  return claims.iss == settings.issuer
    and claims.aud == settings.service
    and is_text(claims.sub)
    and is_text(claims.did)
    and type(claims.roles) == "string"
    and math.type(claims.auth_time) == "integer"
    and math.type(claims.iat) == "integer"
    and math.type(claims.exp) == "integer"
    and is_text(claims.jti)
    and (claims.nbf == nil or math.type(claims.nbf) == "integer")
end

-- A signature costs more than all the rest, so what was found good is remembered, for a while.
local function complete_claims(c, ticket)
  local known = remembered[ticket]
  if known then return known end
  local claims = signed_claims(c, ticket)
  if not claims or not are_complete(claims) then return nil end
  if count >= most_remembered then remembered, count = {}, 0 end
  remembered[ticket], count = claims, count + 1
  return claims
end

-- Which gate sessions ended; read anew every second. Without the file, nobody passes (an error is a 500).
local revoked, revoked_at = {}, 0
local function is_revoked(jti, now)
  if now ~= revoked_at then
    local read = {}
    for line in io.lines(settings.revoked) do read[line] = true end
    revoked, revoked_at = read, now
  end
  return revoked[jti:match("^[^.]*")] == true
end

-- The claims of a ticket that is good now.
return function(c, ticket)
  local claims = complete_claims(c, ticket)
  local now = os.time()
  if not claims or claims.exp <= now then return nil end
  if claims.iat > now + settings.tolerance or claims.iat < now - settings.longest then return nil end
  if claims.nbf and claims.nbf > now + settings.tolerance then return nil end
  if is_revoked(claims.jti, now) then return nil end
  return claims
end
