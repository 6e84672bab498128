package playhouse.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.Broker;
import playhouse.local.Database;
import playhouse.local.Launcher;
import playhouse.local.process.ProcessPlan;

/** How each process of the stack is started: its module, its main, its memory, its port. */
public final class Plans {
  private static final Set<String> QUICK = Set.of("broker", "database", "counterparts", "jobs");
  private static final List<String> PATIENT =
      List.of(
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000");

  private final House house;
  private final Settings settings;

  public Plans(House house) {
    this.house = house;
    this.settings = house.settings();
  }

  public ProcessPlan broker() {
    List<String> arguments =
        List.of(
            folder("kafka").toString(),
            settings.get(Setting.BIND),
            settings.get(Setting.KAFKA_PORT),
            settings.get(Setting.KAFKA));
    return plan(
        "broker", "playground/local", Broker.class.getName(), 512, Setting.KAFKA_PORT, arguments);
  }

  public ProcessPlan database() {
    List<String> arguments =
        List.of(
            folder("postgres").toString(),
            settings.get(Setting.BIND),
            settings.get(Setting.POSTGRES_PORT));
    return plan(
        "database",
        "playground/local",
        Database.class.getName(),
        128,
        Setting.POSTGRES_PORT,
        arguments);
  }

  public ProcessPlan flink() {
    return plan(
        "flink", "streaming-jobs", "playhouse.streaming.Main", 1200, Setting.FLINK_PORT, List.of());
  }

  public ProcessPlan collector() {
    return plan(
        "collector",
        "ingestion/collector",
        "playhouse.collector.Main",
        384,
        Setting.COLLECTOR_PORT,
        List.of());
  }

  public ProcessPlan serving() {
    ProcessPlan plan =
        plan("serving", "serving", "playhouse.serving.Main", 768, Setting.SERVING_PORT, List.of());
    Map<String, String> others = new TreeMap<>(simulated());
    others.putAll(networks(settings));
    return plan.with(others);
  }

  /** The job API, which starts each job as this launcher's verbs do. */
  public ProcessPlan jobs() {
    return plan(
        "jobs",
        "batch-jobs",
        "playhouse.batch.jobapi.Main",
        128,
        Setting.JOBS_PORT,
        Launcher.command(house));
  }

  /**
   * Simulated people come from simulated networks, all through this machine: what it says of where
   * they are is believed, unless proxies are named.
   */
  public static Map<String, String> networks(Settings settings) {
    boolean ours =
        settings.find(Setting.SMTP_URL).isEmpty()
            && settings.find(Setting.TRUSTED_PROXIES).isEmpty();
    return ours ? Map.of(Setting.TRUSTED_PROXIES.key(), "127.0.0.1") : Map.of();
  }

  /** Those we talk to, as far as no others are named. */
  public ProcessPlan counterparts() {
    return plan(
        "counterparts",
        "playground/counterparts",
        "playhouse.counterparts.Main",
        96,
        Setting.COUNTERPARTS_PORT,
        List.of());
  }

  /** Where serving finds those that we are ourselves; empty if all are others. */
  Map<String, String> simulated() {
    Map<String, String> all = new TreeMap<>();
    all.put(Setting.PSP_URL.key(), counterpartsUrl());
    all.put(Setting.SMTP_URL.key(), "smtp://127.0.0.1:" + settings.get(Setting.SMTP_PORT));
    all.put(Setting.SMPP_URL.key(), "smpp://127.0.0.1:" + settings.get(Setting.SMPP_PORT));
    all.put(Setting.SSO_PROVIDERS.key(), provider().file().toString());
    if (settings.find(Setting.PSP_URL).isEmpty()) {
      String bank = "http://127.0.0.1:" + settings.get(Setting.BANK_PORT);
      all.put(Setting.SETTLEMENTS_URL.key(), bank);
      all.put(Setting.ALIPAY_URL.key(), counterpartsUrl() + "/alipay");
      all.put(Setting.WECHAT_URL.key(), counterpartsUrl() + "/wechat");
      all.put(Setting.WALLET_URL.key(), counterpartsUrl() + "/wallet");
    }
    List<Setting> others =
        List.of(
            Setting.PSP_URL,
            Setting.SETTLEMENTS_URL,
            Setting.ALIPAY_URL,
            Setting.WECHAT_URL,
            Setting.WALLET_URL,
            Setting.SMTP_URL,
            Setting.SMPP_URL,
            Setting.SSO_PROVIDERS);
    for (Setting named : others) {
      if (settings.find(named).isPresent()) {
        all.remove(named.key());
      }
    }
    return all;
  }

  /** The provider that people may sign in through, as far as no others are named. */
  SignInProvider provider() {
    return SignInProvider.of(house.home(), counterpartsUrl());
  }

  String counterpartsUrl() {
    return "http://127.0.0.1:" + settings.get(Setting.COUNTERPARTS_PORT);
  }

  private Path folder(String name) {
    return house.home().resolve(name);
  }

  private ProcessPlan plan(
      String name, String module, String main, int heapMb, Setting port, List<String> arguments) {
    return new ProcessPlan(
        name,
        House.java(),
        flags(name, heapMb),
        house.classPaths().of(name, module),
        main,
        arguments,
        Map.of(),
        settings.number(port));
  }

  /**
   * A process that has run out of memory ends: half a process is worse than none. All begin at once
   * on a few cores, most of whose time then goes to the compiler: what is only warm waits for it
   * four times as long as is usual, and those that have little to do get the quick one alone.
   */
  private List<String> flags(String name, int heapMb) {
    List<String> flags = new ArrayList<>();
    flags.add("-Xmx" + heapMb + "m");
    flags.addAll(QUICK.contains(name) ? List.of("-XX:TieredStopAtLevel=1") : PATIENT);
    flags.add(heapMb <= 128 ? "-XX:+UseSerialGC" : "-XX:+UseG1GC");
    flags.add("-XX:+ExitOnOutOfMemoryError");
    flags.add("-XX:ErrorFile=" + folder("logs").resolve(name + "-crash.log"));
    return flags;
  }
}
