package playhouse.local.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.local.Broker;
import playhouse.local.Database;
import playhouse.local.process.ProcessPlan;

/** How each process of the stack is started: its module, its main, its memory, its port. */
public final class Plans {
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
    return simulated() ? plan.with(providers()) : plan;
  }

  private Map<String, String> providers() {
    return Map.of(
        Setting.PSP_URL.key(),
        counterpartsUrl(),
        Setting.ALIPAY_URL.key(),
        counterpartsUrl() + "/alipay",
        Setting.WECHAT_URL.key(),
        counterpartsUrl() + "/wechat",
        Setting.WALLET_URL.key(),
        counterpartsUrl() + "/wallet");
  }

  /** The payment providers, while no other is named. */
  public ProcessPlan counterparts() {
    return plan(
        "counterparts",
        "playground/counterparts",
        "playhouse.counterparts.Main",
        96,
        Setting.COUNTERPARTS_PORT,
        List.of());
  }

  /** Whether we are our own payment providers. */
  boolean simulated() {
    return settings.find(Setting.PSP_URL).isEmpty();
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

  /** A process that has run out of memory ends: half a process is worse than none. */
  private List<String> flags(String name, int heapMb) {
    List<String> flags = new ArrayList<>();
    flags.add("-Xmx" + heapMb + "m");
    flags.add(heapMb <= 128 ? "-XX:+UseSerialGC" : "-XX:+UseG1GC");
    flags.add("-XX:+ExitOnOutOfMemoryError");
    flags.add("-XX:ErrorFile=" + folder("logs").resolve(name + "-crash.log"));
    return flags;
  }
}
