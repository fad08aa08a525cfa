/** The looks of the widget, as one sheet that its shadow root adopts: no style attribute, no style element. */
export function style(colour: string, onColour: string, theme: string): string {
  const light = "--b:#fff;--f:#1d2433;--m:#5a6478;--l:#d9dee7;--s:#f1f3f7;--e:#b3261e;color-scheme:light";
  const dark = "--b:#1b202b;--f:#eef1f6;--m:#a9b2c3;--l:#3a4252;--s:#272e3c;--e:#ffb4ab;color-scheme:dark";
  const colours = theme === "auto" ? `:host{${light}}@media(prefers-color-scheme:dark){:host{${dark}}}` : `:host{${theme === "dark" ? dark : light}}`;
  return `:host{all:initial;--c:${colour};--o:${onColour};font:15px/1.45 system-ui,sans-serif}${colours}
*{box-sizing:border-box}[hidden]{display:none!important}
button,input,textarea,select,a{font:inherit;color:inherit}
button{cursor:pointer;border:0;background:none;border-radius:8px;padding:6px 10px;min-height:36px}
:focus-visible{outline:2px solid var(--f);outline-offset:2px}:is(input,textarea,select):focus-visible{outline-offset:-1px}
.launch{position:fixed;inset-block-end:20px;inset-inline-end:20px;inline-size:56px;block-size:56px;border-radius:50%;background:var(--c);color:var(--o);box-shadow:0 4px 16px #0004;z-index:2147483000;padding:0;display:grid;place-items:center}
svg{inline-size:22px;block-size:22px;vertical-align:middle;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.count{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;background:#b3261e;color:#fff;border-radius:10px;padding:0 6px;font-size:12px;font-weight:600}
.left .launch,.left .panel,.left .call{inset-inline:20px auto}
.panel{position:fixed;inset-block-end:88px;inset-inline-end:20px;inline-size:370px;block-size:min(600px,calc(100dvh - 108px));background:var(--b);color:var(--f);border:1px solid var(--l);border-radius:14px;box-shadow:0 8px 32px #0005;z-index:2147483001;display:flex;flex-direction:column;overflow:hidden}
.head{background:var(--c);color:var(--o);padding:12px;display:flex;align-items:center;gap:6px}
.head h2{font-size:17px;margin:0;flex:1;overflow-wrap:anywhere}.head :focus-visible{outline-color:currentColor}
.body{flex:1;overflow-y:auto;padding:14px;overscroll-behavior:contain}
p{margin:0 0 12px}.soft{color:var(--m);font-size:13px}
.main{background:var(--c);color:var(--o);font-weight:600;inline-size:100%;min-height:42px;margin-block:12px}
.plain{border:1px solid var(--l)}.row{inline-size:100%;text-align:start;display:block;margin-block-end:8px}
label,legend{display:block;font-weight:600;margin-block:10px 4px}fieldset{border:0;padding:0;margin:0}
input,textarea,select{inline-size:100%;padding:8px 10px;border:1px solid var(--m);border-radius:8px;background:var(--b)}
textarea{resize:none}#found{margin-block-start:12px}
.log{display:flex;flex-direction:column;gap:10px}
.log>div{max-inline-size:85%;align-self:flex-start}.log .me{align-self:flex-end}.log~*{margin-block-start:14px}
.say{background:var(--s);border-radius:12px;padding:8px 12px;white-space:pre-wrap;overflow-wrap:anywhere}
.me .say{background:var(--c);color:var(--o)}
.who{font-size:12px;color:var(--m);margin-block-end:2px}.me .who{text-align:end}
.say img{max-inline-size:100%;border-radius:8px;display:block}
.picks{display:flex;flex-wrap:wrap;gap:6px;margin-block-start:6px}.picks button{border:1px solid var(--f)}.picks input{flex:1;min-inline-size:0}
.write{display:flex;align-items:flex-end;gap:4px;padding:8px;border-block-start:1px solid var(--l)}
.write textarea{max-block-size:120px;min-block-size:40px}.icon{padding:0;inline-size:38px;block-size:40px;flex:none}
.state{padding:4px 14px;min-block-size:26px}.wrong{color:var(--e)}
.foot{display:flex;flex-wrap:wrap;gap:4px;padding:0 8px 6px;font-size:13px}
.call{position:fixed;inset-block-end:88px;inset-inline-end:20px;max-inline-size:280px;background:var(--b);color:var(--f);border:1px solid var(--l);border-radius:12px;padding:12px;box-shadow:0 4px 16px #0004;z-index:2147483000;text-align:start}
.call .picks button{border:1px solid var(--l)}
.faces{display:flex;justify-content:center}.faces button{min-inline-size:48px;min-block-size:48px;padding:0}.launch svg,.faces svg{inline-size:28px;block-size:28px}
.hid{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:480px){.panel,.left .panel{inset:0;inline-size:100%;block-size:100%;border:0;border-radius:0}}`;
}

/** Black or white, whichever can be read on a colour. */
export function readableOn(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#000" : "#fff";
}
