// The pages' words in the languages that we speak.
const WORDS = {
  "title.sign-up": ["Open an account", "注册账户"],
  "title.sign-in": ["Sign in", "登录"],
  "title.link": ["Sign in", "登录"],
  "title.account": ["Your account", "我的账户"],
  "title.subscribe": ["Subscribe", "订阅"],
  "address": ["E-mail, or phone with its country (+49 …)", "邮箱，或带国家代码的手机号（+86 …）"],
  "password": ["Password", "密码"],
  "new-password": ["Password: 8 characters or more", "密码：至少 8 个字符"],
  "continue": ["Continue", "继续"],
  "code-sent": ["We have sent a code of six digits there.", "我们已向该地址发送六位验证码。"],
  "code": ["Code", "验证码"],
  "proving": ["One moment: your device shows that it is no machine of many …", "请稍候：正在验证您的设备……"],
  "not-proved": ["This did not work: try again.", "验证未成功，请重试。"],
  "refused": ["We take this for a machine's sign-up. If it is not, tell us: people look at it.", "我们认为这是机器注册。如有误，请告诉我们，会有工作人员复核。"],
  "statement": ["What should we know?", "请说明情况"],
  "send-appeal": ["Send", "提交"],
  "appealed": ["Thank you. Try again once you hear from us.", "谢谢。收到我们的消息后请再试。"],
  "again": ["Send another code", "重新发送"],
  "sent-again": ["Sent.", "已发送。"],
  "agree": ["I agree to: ", "我同意："],
  "create": ["Create the account", "创建账户"],
  "have": ["I have an account", "我已有账户"],
  "have-none": ["I have no account", "我还没有账户"],
  "sign-in": ["Sign in", "登录"],
  "passkey": ["Sign in with a passkey", "使用通行密钥登录"],
  "send-link": ["Send me a link instead", "改用链接登录"],
  "link-sent": ["If there is an account with this address, a link is on its way there.", "如果该地址有账户，登录链接已发出。"],
  "link-whose": ["Sign in as ", "登录为 "],
  "link-none": ["This link is not complete: open it again from the message.", "链接不完整：请从消息中重新打开。"],
  "factor": ["One thing more: show a second factor.", "还需一步：请使用第二验证方式。"],
  "factor.totp": ["Code of your authenticator app", "身份验证器中的验证码"],
  "factor.sms": ["Code sent to your phone", "发送到您手机的验证码"],
  "factor.backup-code": ["One of your backup codes", "备用代码"],
  "sso-problem": ["The other provider did not let you in. Try again, or another way.", "其他平台未能确认您的身份，请重试或改用其他方式。"],
  "sso-no-account": ["No account is linked with that. Sign in another way, and link it in your account.", "尚未关联账户。请用其他方式登录后再关联。"],
  "trust": ["Do not ask again on this device for 30 days", "30 天内不再询问此设备"],
  "sign-out": ["Sign out", "退出登录"],
  "sessions": ["Where you are signed in", "已登录的设备"],
  "this-one": ["this one", "当前"],
  "end": ["End", "结束"],
  "passkeys": ["Passkeys", "通行密钥"],
  "add-passkey": ["Add a passkey", "添加通行密钥"],
  "passkey-added": ["The passkey was added.", "已添加通行密钥。"],
  "passkey-name": ["This device", "此设备"],
  "remove": ["Remove", "移除"],
  "profiles": ["Who watches", "观看者"],
  "subscription": ["Subscription", "订阅"],
  "none-yet": ["none yet", "尚无"],
  "plan": ["Plan", "套餐"],
  "country": ["Country", "国家或地区"],
  "method": ["Payment method", "支付方式"],
  "months": ["month(s)", "个月"],
  "enter.card": ["Enter a card", "输入银行卡"],
  "choose-method": ["Choose how you pay first.", "请先选择支付方式。"],
  "declined": ["The bank said no: choose another way to pay.", "银行拒绝了付款：请更换支付方式。"],
  "pay": ["Pay and subscribe", "支付并订阅"],
  "waiting": ["Waiting for the payment …", "等待支付结果……"],
  "active": ["Your subscription is active.", "订阅已生效。"],
  "trial": ["Your trial has begun; nothing is charged before it ends.", "试用已开始，结束前不会扣费。"],
  "renews": ["It renews by itself on {0}. You are reminded before, and can let it end any time.", "将于 {0} 自动续订。续订前会提醒您，可随时取消。"],
  "no-cookie": ["Sign in first.", "请先登录。"],
};
const zh = navigator.language.toLowerCase().startsWith("zh");

export function word(key, ...parts) {
  const text = (WORDS[key] || [key, key])[zh ? 1 : 0];
  return parts.reduce((made, part, i) => made.replace("{" + i + "}", part), text);
}

/** Fills the page's words in. */
export function words() {
  document.documentElement.lang = zh ? "zh" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  document.title = document.querySelector("h1").textContent + " · Playhouse";
}
