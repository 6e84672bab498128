// The boards' words in the languages that we speak, and which of them the viewer reads.
const WORDS = {
  boards: ["Boards", "看板"], content: ["Content", "内容"], platform: ["Platform", "平台"],
  skip: ["Skip to the content", "跳到正文"], language: ["Language", "语言"], theme: ["Appearance", "外观"],
  auto: ["As the system", "跟随系统"], light: ["Light", "浅色"], dark: ["Dark", "深色"], zone: ["Days of", "日历时区"],
  groups: ["The twelve groups", "十二个指标组"], own: ["Saved boards", "已保存的看板"], none_saved: ["None yet. Open a group, arrange it, and save it as your own.", "还没有。打开一个指标组，调整后另存为自己的看板。"],
  shared: ["shared", "已共享"], yours: ["yours", "我的"], numbers: ["{0} numbers", "{0} 个指标"],
  loading: ["Loading", "加载中"], empty: ["No values in this time yet", "这段时间还没有数据"],
  empty_why: ["Values are told once a night has run, or as soon as something happens for those that are live.", "夜间任务运行后即有数据；实时指标在有事件时更新。"],
  failed: ["This could not be loaded", "加载失败"], again: ["Try again", "重试"], offline: ["The connection is lost: these are the last values that we had.", "连接已断开：显示的是最后收到的数据。"],
  sign_in: ["Sign in to see numbers", "登录后查看指标"], sign_in_why: ["Boards are for analysts and operators.", "看板供分析师和运营人员使用。"], go_sign_in: ["Sign in", "登录"],
  forbidden: ["These numbers are for analysts and operators", "这些指标仅供分析师和运营人员查看"],
  live: ["live", "实时"], live_age: ["live, newest {0} ago", "实时，最新数据 {0} 前"], as_of: ["as of {0}", "截至 {0}"], computed: ["computed {0}", "计算于 {0}"], stale: ["{0} old", "{0} 前的数据"], partial: ["not over yet", "尚未结束"],
  before: ["{2}: {0} against the {1} before", "{2}：较前一{1} {0}"], target: ["Target", "目标"], of_target: ["{2}: {0} against the target {1}", "{2}：较目标 {1} {0}"],
  day: ["day", "天"], hour: ["hour", "小时"], week: ["week", "周"], month: ["month", "月"], campaign: ["campaign", "活动"],
  days: ["Days", "天数"], grain: ["Length of periods", "周期"], measure: ["Measure", "度量"], by: ["Split by", "维度"], whole: ["the whole", "整体"], chart: ["Chart", "图表"],
  chart_auto: ["What fits", "自动"], line: ["Line", "折线"], bars: ["Bars", "条形"], curve: ["Curve", "曲线"], funnel: ["Funnel", "漏斗"], grid: ["Grid", "网格"], table: ["Table", "表格"],
  as_table: ["As a table", "表格"], as_chart: ["As a chart", "图表"], png: ["PNG", "PNG"], csv: ["CSV", "CSV"], pdf: ["PDF or print", "PDF / 打印"],
  by_mail: ["By e-mail", "邮件订阅"], send: ["Send it", "订阅"], address: ["E-mail address", "邮箱地址"], at: ["At, by the clock of {0}", "时间（{0}）"], days_of: ["On", "频率"], mail_daily: ["every day", "每天"], mail_weekdays: ["Monday to Friday", "工作日"], mail_mondays: ["Mondays", "每周一"],
  arrange: ["Arrange", "编辑布局"], done: ["Done", "完成"], save: ["Save", "保存"], save_as: ["Save as my own", "另存为我的看板"], name: ["Name", "名称"], share: ["Others may open it by its link", "他人可通过链接打开"],
  copy_link: ["Copy link", "复制链接"], copied: ["Copied", "已复制"], remove: ["Remove", "移除"], remove_board: ["Delete the board", "删除看板"], add: ["Add a number", "添加指标"], earlier: ["Move earlier", "前移"], later: ["Move later", "后移"], wider: ["Wider", "加宽"], narrower: ["Narrower", "变窄"],
  cancel: ["Cancel", "取消"], saved: ["Saved", "已保存"], definition: ["Definition", "定义"], formula: ["Formula", "公式"], unit: ["Unit", "单位"], owner: ["Owner", "负责人"], version: ["Version", "版本"], counts: ["What counts", "统计范围"], from_tables: ["From", "来源表"], better: ["Better", "趋好方向"], up: ["up", "上升"], down: ["down", "下降"],
  values: ["Values", "数值"], period: ["Period", "周期"], value: ["Value", "值"], numerator: ["Numerator", "分子"], denominator: ["Denominator", "分母"], run: ["Run", "运行"], snapshot: ["Snapshots", "快照"], way_back: ["Where it comes from", "数据血缘"],
  compare: ["Beside the time before", "对比上一时段"], this_time: ["this time", "本时段"], time_before: ["the time before", "上一时段"], alerts: ["Alerts", "告警"], alert_set: ["Set an alert", "设置告警"], alert_rule: ["Rule", "规则"], above: ["above", "高于"], below: ["below", "低于"], rises: ["rises by %", "上升 %"], falls: ["falls by %", "下降 %"], anomaly: ["is unusual", "异常"], level: ["Level", "阈值"], raised: ["Raised", "已触发"], no_alerts: ["None was raised.", "没有触发。"], rules: ["Rules", "规则"],
  set_target: ["Set a target", "设置目标"], slices: ["Its parts, newest period", "最新周期的构成"], slice: ["Part", "部分"], board_missing: ["There is no such board, or it is not shared with you", "没有此看板，或未与您共享"],
  titles: ["Titles most watched", "观看最多的内容"], title: ["Title", "内容"], views: ["Views", "观看次数"], watch_time: ["Watch time", "观看时长"], completions: ["Completions", "完播"], ctr: ["Clicks of impressions", "点击率"], retention: ["Who is still watching", "观众留存曲线"], retention_why: ["Share of views that saw each percent of the runtime, four weeks to {0}, {1} views", "截至 {0} 的四周内，观看到各进度的比例，共 {1} 次观看"], typical: ["rank among like titles; 50 % is the median", "在同类内容中的位次（50% 为中位）"], show: ["Compare", "对比"], sources: ["Where views came from", "观看来源"], devices: ["Devices", "设备"], countries: ["Countries", "国家"], cohorts: ["Who came back, by the week of their first view", "按首次观看周的回访"], first_week: ["First week", "首周"], viewers: ["Viewers", "观众"], week_n: ["week {0}", "第 {0} 周"], compare_with: ["Beside another title", "与其他内容对比"], percent_of: ["Percent of the runtime", "播放进度"], likes: ["Likes", "点赞"], comments: ["Comments", "评论"], rating: ["Mean rating", "平均评分"], completion: ["Mean share seen", "平均完播比例"],
  arrivals: ["What arrives", "数据到达"], table_name: ["Table", "表"], committed: ["Newest commit", "最近提交"], rows_added: ["Rows in it", "新增行"], rows_all: ["Rows in all", "总行数"], files: ["Files", "文件"], snapshots: ["Snapshots", "快照数"], tags: ["Tags", "标签"], metadata: ["Metadata", "元数据"], broken: ["Bounds exceeded", "超限"], rejects: ["What is refused", "被拒事件"], reason: ["Reason", "原因"], family: ["Family", "类别"], count: ["Count", "数量"], replay: ["Once the cause is put right, send them again: ", "修复原因后重新发送："], jobs: ["What ran", "任务运行"], job: ["Job", "任务"], began: ["Began", "开始"], took: ["Took", "用时"], status: ["Status", "状态"], rows_written: ["Rows", "行数"], detail: ["Detail", "详情"], models: ["Models", "模型"], model: ["Model", "模型"], stage: ["Stage", "阶段"], since: ["Since", "自"], health: ["How they hold", "模型健康"], subject: ["Of", "对象"], limit: ["Limit", "上限"], verdict: ["Verdict", "结论"], holds: ["holds", "正常"], alarm: ["alarm", "告警"], checks: ["Checks that did not pass", "未通过的质量检查"], rule: ["Rule", "规则"], all_pass: ["All pass.", "全部通过。"], nothing: ["Nothing.", "无。"], experiments: ["Experiments", "实验"], variant: ["Variant", "变体"], method: ["Method", "方法"], people: ["People", "人数"], control: ["Control", "对照组"], interval: ["Interval", "区间"], change: ["Change", "变化"], exposed: ["Exposed", "曝光人数"], conclusive: ["conclusive", "有定论"], open: ["open", "未定"], no_effects: ["Nobody's window is closed yet.", "尚无观察期结束的用户。"],
  interval_why: ["Intervals hold however often one looks; the line in the middle is no difference. ★ is what the experiment is judged by.", "区间在任意次查看下均有效；中线表示无差异。★ 为主要指标。"], uneven: ["People come in other shares than planned: do not believe what this shows before it is known why.", "样本比例异常：查明原因前请勿采信结果。"],
  state_draft: ["draft", "草稿"], state_running: ["running", "进行中"], state_stopped: ["stopped", "已停止"], state_concluded: ["concluded", "已结束"],
  tables: ["How tables are kept", "表维护"], more: ["More", "更多"],
};
const UNITS = {share: ["", ""], titles: ["titles", "个内容"], hours: ["h", "小时"], people: ["people", "人"], accounts: ["accounts", "个账户"], contributions: ["", "条"], actions: ["", "次"], shares: ["", "次"], mentions: ["", "次"], sessions: ["sessions", "次会话"], points: ["points", "分"], tickets: ["tickets", "张工单"], cases: ["cases", "起"], jobs: ["jobs", "个任务"], "per hour": ["per hour", "次/小时"], "media seconds per second": ["s of media a second", "媒体秒/秒"]};

let chosen = localStorage.getItem("language") || (navigator.language.startsWith("zh") ? "zh" : "en");
document.documentElement.lang = chosen === "zh" ? "zh-CN" : "en";

export const language = () => chosen;
export const pick = pair => pair[chosen === "zh" ? 1 : 0];

/** Reads another language from now on. */
export function speak(other) {
  chosen = other;
  localStorage.setItem("language", other);
  document.documentElement.lang = other === "zh" ? "zh-CN" : "en";
}

/** A word, with what it speaks of in its places. */
export function t(key, ...of) {
  const pair = WORDS[key];
  if (!pair) throw new Error("there is no word " + key);
  return pick(pair).replace(/\{(\d)\}/g, (_, n) => of[n]);
}

export const unit = name => (UNITS[name] ? pick(UNITS[name]) : name);
