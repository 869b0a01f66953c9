-- Asks the gate whether a request may pass. There is nothing to edit here; haproxy.cfg calls it with
-- the address of its `listen latchkey-gate`.

local identity = {
  "X-Auth-Subject", "X-Auth-Device", "X-Auth-Roles", "X-Auth-Time", "X-Auth-Email", "X-Auth-Name",
}

-- What of a refusal goes to the client.
local told = { "content-type", "location", "www-authenticate", "cache-control" }

local function question(txn)
  return {
    ["X-Forwarded-Method"] = { txn.f:method() },
    ["X-Forwarded-Host"] = { txn:get_var("txn.host") },
    -- As they stand in the request line, not decoded.
    ["X-Forwarded-Uri"] = { txn.f:pathq() },
    ["Cookie"] = { txn.f:req_fhdr("cookie") },
    ["Accept"] = { txn.f:req_fhdr("accept") },
    ["Upgrade"] = { txn.f:req_fhdr("upgrade") },
  }
end

-- The gate sends each of the headers always. One that is missing is an error of Lua's, which HAProxy
-- logs; then txn.passes is not set.
local function pass(txn, answer)
  for _, name in ipairs(identity) do
    txn.http:req_set_header(name, answer.headers[name:lower()][0])
  end
  txn:set_var("txn.passes", 1)
end

-- In the gate's own form. Anything else is from somebody else, and no word of it goes to the client.
local function is_refusal(answer)
  if answer.status == 302 then return answer.headers["location"] ~= nil end
  local kind = answer.headers["content-type"]
  return answer.status >= 400 and kind ~= nil and kind[0] == "application/problem+json"
end

local function refuse(txn, answer)
  local headers = {}
  for _, name in ipairs(told) do
    headers[name] = answer.headers[name]
  end
  txn:done({ status = answer.status, headers = headers, body = answer.body })
end

core.register_action("ask-gate", { "http-req" }, function(txn, listener)
  local answer = core.httpclient():get({
    url = "http://latchkey-gate/verify",
    dst = listener,
    headers = question(txn),
    -- Milliseconds. Where no answer comes, the client asks four times in all, each time for so long:
    -- 2.4 s, and within 3 s everybody is answered. With 2000 it would be 8 s.
    timeout = 600,
  })
  if answer.status == 204 then
    pass(txn, answer)
  elseif is_refusal(answer) then
    refuse(txn, answer)
  end
end, 1)
