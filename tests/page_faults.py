"""What axe-core does not ask of a page: its headings, its targets, and how it bears large letters."""

ASK = """(ask) => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.vh, .skip');
  const named = (one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 90);
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const box = (one) => one.getBoundingClientRect();
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflow);
  const stays = (one) => /fixed|sticky/.test(getComputedStyle(one).position);
  const around = (one, is) => { while ((one = one.parentElement) && !is(one)); return one; };
  const isInline = (one) => getComputedStyle(one).display === 'inline';
  const controls = 'a[href], button, select, summary, input:not([type=hidden]), textarea';
  const inline = 'a, b, button, small, span, strong, time';
  const asked = {
    structure: () => [
      ...(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1']),
      ...all('[tabindex]').filter((one) => one.tabIndex > 0).map((one) => `tab order of ${named(one)}`),
    ],
    stuck: () => all(inline).filter((one) => one.nextSibling?.matches?.(inline)
      && ![one, one.nextSibling].some((each) => each.closest('[aria-hidden=true]'))
      && /\\S$/.test(one.textContent) && /^\\S/.test(one.nextSibling.textContent))
      .map((one) => `no blank after ${named(one)}`),
    targets: () => [
      ...all('.btn, .chip, .item, .nav a, .tabs a, select').filter((one) => box(one).height < 43.5),
      ...all(controls).filter((one) => !isInline(one) && !one.closest('label')
        && Math.min(box(one).width, box(one).height) < 22),
    ].map((one) => `too small to touch: ${named(one)}`),
    words: () => [
      ...all('.btn, .badge, .chip, .n').filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => `wider than its box: ${named(one)}`),
      ...all('h1, h2, h3, p, .btn, .badge').filter((one) => {
        const clips = around(one, (each) => getComputedStyle(each).overflow !== 'visible');
        return clips && !scrolls(clips) && box(one).right > box(clips).right + 2;
      }).map((one) => `cut off: ${named(one)}`),
      ...all('h1, h2, h3, p, b, span, strong, a, dd').filter((one) => {
        const text = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim());
        const block = isInline(one) ? around(one, (each) => !isInline(each)) : one;
        const room = box(block).width / parseFloat(getComputedStyle(one).fontSize);
        return Math.max(...text.map(({ length }) => length), 0) > 5 && room < 2.5;
      }).map((one) => `one letter a line: ${named(one)}`),
    ],
    overlaps: () => all(controls).filter((one) => !isInline(one)).flatMap((one, place, list) => list.slice(place + 1).filter((other) => {
      if (one.contains(other) || other.contains(one) || around(one, scrolls) !== around(other, scrolls)) return;
      if ([one, other].some((each) => stays(each) || around(each, stays))) return;
      const [a, b] = [box(one), box(other)];
      return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
    }).map((other) => `${named(one)} lies over ${named(other)}`)),
    width: () => {
      const over = document.documentElement.scrollWidth - innerWidth;
      return over > 0 ? [`scrolls sideways by ${over} px`] : [];
    },
  };
  return ask.flatMap((name) => asked[name]()).slice(0, 8);
}"""


def faults(page, *ask):
    """Return what is wrong with the page, a line each: `faults(page, "targets", "width")`."""
    return page.evaluate(ASK, ask)


def faults_in_large_letters(page):
    """Return what is wrong with the page when its text is twice as large."""
    size = "(size) => { document.documentElement.style.fontSize = size }"
    page.evaluate(size, "200%")
    found = faults(page, "width", "words", "overlaps")
    page.evaluate(size, "")
    return [f"in large letters {fault}" for fault in found]
