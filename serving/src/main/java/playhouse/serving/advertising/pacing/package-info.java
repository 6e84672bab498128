/** How fast line items spend, and what each showing is worth to them (S8.4). */
@NullMarked
package playhouse.serving.advertising.pacing;

import org.jspecify.annotations.NullMarked;
