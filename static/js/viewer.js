"use strict";
// Turning and enlarging scans by button and key. Single keys work only outside of fields.
(() => {
  const STEPS = [0.5, 0.75, 1, 1.5, 2, 3, 4];

  function start(viewer) {
    const stage = viewer.querySelector(".viewer-stage");
    const state = viewer.querySelector("[data-viewer-state]");
    let turned = 0;
    let step = STEPS.indexOf(1);

    function draw() {
      for (const image of viewer.querySelectorAll("img")) drawOne(image);
      state.textContent = `${Math.round(STEPS[step] * 100)} % · ${turned}°`;
    }

    function drawOne(image) {
      const frame = image.parentElement;
      const sideways = turned % 180 !== 0;
      const width = stage.clientWidth - 40;
      const ratio = image.naturalWidth ? image.naturalHeight / image.naturalWidth : 1;
      const shownWidth = (sideways ? Math.min(width / ratio, width) : width) * STEPS[step];
      frame.classList.add("moved");
      image.style.width = `${shownWidth}px`;
      image.style.transform = `translate(-50%, -50%) rotate(${turned}deg)`;
      // A turned picture keeps its old box: the frame takes the room it really needs.
      frame.style.width = `${sideways ? shownWidth * ratio : shownWidth}px`;
      frame.style.height = `${sideways ? shownWidth : shownWidth * ratio}px`;
    }

    const turn = () => { turned = (turned + 90) % 360; draw(); };
    const zoom = (by) => { step = Math.max(0, Math.min(STEPS.length - 1, step + by)); draw(); };
    const fit = () => { turned = 0; step = STEPS.indexOf(1); draw(); };

    viewer.addEventListener("click", (event) => {
      const pressed = event.target.closest("button");
      if (!pressed) return;
      if ("turn" in pressed.dataset) turn();
      if ("fit" in pressed.dataset) fit();
      if (pressed.dataset.zoom) zoom(pressed.dataset.zoom === "in" ? 1 : -1);
    });

    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog[open]")) return;
      const act = { r: turn, R: turn, "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1), 0: fit }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
  }

  document.querySelectorAll("[data-viewer]").forEach(start);
})();
