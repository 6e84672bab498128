package playhouse.serving.identity.risk;

import java.util.Locale;

/** What may speak against a sign-up, in words for whoever is judged and whoever looks at it. */
public enum Rule {
  ADDRESS_VARIANTS("Other accounts were opened with variants of this address", "该地址的变体已注册过其他账户"),
  DISPOSABLE_DOMAIN("The mailbox is a disposable one", "使用了一次性邮箱"),
  DOMAIN_ALIKE_WEEK("Many like this came from the same small mail domain", "同一小众邮箱域名近期有许多相似注册"),
  DOMAIN_WEEK("Very many came from the same small mail domain", "同一小众邮箱域名一周内注册过多"),
  PHONE_KIND("The number is not one of a mobile phone", "该号码不是手机号码"),
  PHONE_BLOCK_HOUR("Many numbers of the same block signed up", "同号段近期注册过多"),
  DEVICE_ACCOUNTS("Other accounts were opened on this device", "该设备已注册过其他账户"),
  DEVICE_MISSING("The device is not known", "无法识别设备"),
  NET_HOUR("Very many signed up from this network within an hour", "该网络一小时内注册过多"),
  NET_WEEK("Very many signed up from this network within a week", "该网络一周内注册过多"),
  NET_ALIKE_HOUR("Many just like this came from this network within an hour", "该网络一小时内有许多相似注册"),
  NET_BARE_HOUR(
      "Many such clients without a device came from this network within an hour",
      "该网络一小时内有许多无设备标识的同类客户端注册"),
  NET_ALIKE_WEEK("Many just like this came from this network within a week", "该网络一周内有许多相似注册"),
  NET_BARE_WEEK(
      "Many such clients without a device came from this network within a week",
      "该网络一周内有许多无设备标识的同类客户端注册"),
  AGENT_MISSING("The client does not say what it is", "客户端未表明身份"),
  AGENT_SCRIPTED("The client is a script", "客户端为脚本程序"),
  AGENT_CONTRADICTS("The client is not what it says", "客户端自称的身份不可信"),
  HEADERS_CONTRADICT("What the client says contradicts itself", "客户端信息自相矛盾"),
  FORWARDED_UNBELIEVED("It says that it comes from elsewhere", "请求自称来自其他地址"),
  KNOWN_ABUSE("The address or device belongs to known abuse", "该地址或设备曾被确认滥用"),
  LISTED_DENY("It is on a list of those who are kept out", "在拒绝名单中"),
  LISTED_ALLOW("It is on a list of those who are let in", "在放行名单中"),
  PROOF_SOLVED("The work that was asked for was done", "已完成验证计算");

  private final String en;
  private final String zh;

  Rule(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  /** As it stands in rules, facts and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it looks at: of rules that look at the same only the weightiest counts. */
  String sight() {
    return text().replaceAll("_(hour|week)$", "").replaceAll("^domain_alike$", "domain");
  }

  /** That many points. */
  Reason reason(double points) {
    return new Reason(text(), points, en, zh);
  }
}
