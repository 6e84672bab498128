package playhouse.audience.world;

import java.util.ArrayList;
import java.util.List;

/** Makes names and texts that read like a catalogue's, in English and Chinese. */
final class Words {

  private static final String[] QUALITIES = {
    "Silent", "Golden", "Broken", "Hidden", "Last", "Distant", "Crimson", "Paper", "Midnight",
    "Northern", "Electric", "Glass", "Second", "Burning", "Quiet", "Salt", "Winter", "Borrowed"
  };
  private static final String[] THINGS = {
    "River", "Harbour", "Garden", "Signal", "Orchard", "Station", "Mirror", "Voyage", "Kingdom",
    "Letter", "Lantern", "Bridge", "Island", "Machine", "Season", "Promise", "Shadow", "Summit"
  };
  private static final String[] QUALITIES_ZH = {
    "长夜", "金色", "远方", "无声", "最后的", "北国", "纸上", "盛夏", "流光", "旧日", "青山", "逆风"
  };
  private static final String[] THINGS_ZH = {
    "之城", "来信", "灯塔", "列车", "花园", "少年", "岛屿", "归途", "传说", "密码", "约定", "江湖"
  };
  private static final String[] GIVEN = {
    "Ana", "Ben", "Chiara", "Dmitri", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kaya",
    "Lin", "Mei", "Noor", "Omar", "Paula", "Rui", "Sofia", "Tariq", "Wen"
  };
  private static final String[] FAMILY = {
    "Almeida",
    "Brandt",
    "Chen",
    "Duarte",
    "Eriksen",
    "Fontaine",
    "Garcia",
    "Huang",
    "Ivanova",
    "Jansen",
    "Kim",
    "Lopez",
    "Moreau",
    "Novak",
    "Okafor",
    "Petrov",
    "Rossi",
    "Sato",
    "Wang",
    "Zhou"
  };
  private static final String[] HEROES = {
    "A retired detective",
    "A young engineer",
    "Two sisters",
    "A stubborn cook",
    "An exiled queen",
    "A night-shift nurse",
    "Three old friends",
    "A street musician"
  };
  private static final String[] DEEDS = {
    "finds a letter that changes everything", "must cross the country before the first snow",
    "uncovers what the city would rather forget", "gets one more chance to put things right",
    "builds something that nobody asked for", "follows a signal to its source"
  };
  private static final String[] HEROES_ZH = {"退休的侦探", "年轻的工程师", "一对姐妹", "固执的厨师", "三位老友"};
  private static final String[] DEEDS_ZH = {
    "发现了一封改变一切的信", "必须在初雪之前穿越整个国家", "揭开了这座城市的秘密", "得到了最后一次机会", "循着信号找到了真相"
  };

  private Words() {}

  static String name(Chance chance, boolean chinese) {
    return chinese
        ? chance.pick(QUALITIES_ZH) + chance.pick(THINGS_ZH)
        : "The " + chance.pick(QUALITIES) + " " + chance.pick(THINGS);
  }

  static String synopsis(Chance chance, boolean chinese, String genre) {
    return chinese
        ? chance.pick(HEROES_ZH) + chance.pick(DEEDS_ZH) + "。"
        : chance.pick(HEROES) + " " + chance.pick(DEEDS) + ". " + genre + ".";
  }

  static List<String> cast(Chance chance, Kind kind) {
    String[] roles =
        switch (kind) {
          case TRACK -> new String[] {"performer", "composer"};
          case PODCAST -> new String[] {"host"};
          default -> new String[] {"director", "actor", "actor", "writer"};
        };
    List<String> cast = new ArrayList<>(roles.length);
    for (String role : roles) {
      cast.add(chance.pick(GIVEN) + " " + chance.pick(FAMILY) + "|" + role);
    }
    return List.copyOf(cast);
  }
}
