/** The launcher's and the frame's looks; the values are those of `ui/tokens.css`. */
export const STYLE = `
:host{all:initial;position:fixed;inset:0;z-index:2147483000;pointer-events:none;display:block}
:host([hidden]){display:none}
.dock{position:absolute;inset-block-end:max(20px,env(safe-area-inset-bottom));inset-inline-end:20px}
.dock[data-side=start]{inset-inline-end:auto;inset-inline-start:20px}
button{all:unset;box-sizing:border-box;pointer-events:auto;display:grid;place-items:center;width:60px;height:60px;border-radius:50%;background:#1f5c43;color:#fff;cursor:pointer;box-shadow:0 6px 20px rgb(20 40 30/28%),0 2px 6px rgb(20 40 30/20%);transition:background .14s,transform .14s}
button:hover{background:#174a35;transform:translateY(-1px)}
button:focus-visible{outline:3px solid #2f7fd1;outline-offset:3px}
svg{width:28px;height:28px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.open .say,.shut .away{display:none}
.count{position:absolute;inset-block-start:-3px;inset-inline-end:-3px;box-sizing:border-box;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#b3361f;border:2px solid #fff;color:#fff;font:700 11px/18px system-ui,sans-serif;text-align:center;pointer-events:none}
.count[hidden]{display:none}
iframe{pointer-events:auto;position:absolute;inset-block-end:calc(max(20px,env(safe-area-inset-bottom)) + 76px);inset-inline-end:20px;width:400px;height:min(680px,calc(100% - 116px));border:0;border-radius:18px;background:Canvas;color-scheme:light dark;box-shadow:0 16px 48px rgb(20 40 30/24%),0 2px 8px rgb(20 40 30/14%);transition:opacity .16s,transform .16s,visibility .16s}
iframe[data-side=start]{inset-inline-end:auto;inset-inline-start:20px}
iframe.shut{visibility:hidden;opacity:0;transform:translateY(10px)}
@media(max-width:520px),(max-height:480px){iframe,iframe[data-side]{inset:0;width:100%;height:100%;border-radius:0}.dock.open{display:none}}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}
@media(forced-colors:active){button{border:2px solid ButtonText}}
`;
