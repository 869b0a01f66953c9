-- Written by `npm run gate -- lighttpd`, kept current by `npm run gate -- watch`; docs/edge/lighttpd.md
-- says what it does. Holds a secret where tickets are signed with one.
local made = "{{made}}"
-- Lua's state outlives a request: what follows runs once.
if not _G.gate or _G.gate.made ~= made then
  local settings = {{settings}}
  local read_json = (function()
    {{read-json}}
  end)()
  local verify_ticket = (function()
    {{verify-ticket}}
  end)()
  local judge = (function()
    {{judge}}
  end)()
  local answer = (function()
    {{answer}}
  end)()
  _G.gate = { made = made, answer = answer }
end
return _G.gate.answer(lighty)
