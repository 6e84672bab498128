/** A few rows of every table that KPIs read, and what each KPI's select answers over them. */
@org.jspecify.annotations.NullMarked
package playhouse.testbed.kpi;
