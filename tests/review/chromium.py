"""Drives a headless Chromium over its DevTools pipe with nothing but Python's own library."""
import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium():
    """The program's path, or None."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return None


class Chromium:
    """One browser with one tab. Keeps what the page said and every address it asked for."""

    def __init__(self, width=1400, height=900, dark=False, downloads=None):
        self.folder = tempfile.mkdtemp(prefix="review_browser_")
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        high = [fcntl.fcntl(fd, fcntl.F_DUPFD, 20) for fd in (to_browser, from_browser)]
        command = [find_chromium(), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                   "--remote-debugging-pipe", "--no-first-run", "--disable-extensions", "--disable-background-networking",
                   "--disable-component-update", "--disable-sync", "--user-data-dir=" + self.folder,
                   "--window-size=%d,%d" % (width, height), "about:blank"]

        def child():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(command, preexec_fn=child, close_fds=False, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in high + [to_browser, from_browser]:
            os.close(fd)
        self.buffer = b""
        self.number = 0
        self.events = []
        self.complaints = []
        self.requests = []
        self.session = None
        target = [t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page"][0]
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        if downloads:
            session, self.session = self.session, None
            self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=downloads)
            self.session = session

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        os.close(self.write_end)
        os.close(self.read_end)
        shutil.rmtree(self.folder, ignore_errors=True)

    def read_message(self, timeout):
        end = time.time() + timeout
        while b"\0" not in self.buffer:
            left = end - time.time()
            if left <= 0 or not select.select([self.read_end], [], [], left)[0]:
                return None
            part = os.read(self.read_end, 1 << 20)
            if not part:
                raise RuntimeError("the browser went away")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def note(self, event):
        method, params = event.get("method", ""), event.get("params", {})
        if method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.complaints.append("console: " + json.dumps(params["args"])[:300])
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.complaints.append("exception: " + json.dumps(details.get("exception", details))[:600])
        if method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.complaints.append("log: " + params["entry"]["text"])
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"][:100])
        self.events.append(method)

    def call(self, method, timeout=60, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        end = time.time() + timeout
        while True:
            answer = self.read_message(max(0.0, end - time.time()))
            if answer is None:
                raise RuntimeError(method + ": no answer in %d s" % timeout)
            if "id" not in answer:
                self.note(answer)
            elif answer["id"] == self.number:
                if "error" in answer:
                    raise RuntimeError(method + ": " + json.dumps(answer["error"]))
                return answer["result"]

    def open(self, url):
        """Seconds until the page's load event."""
        self.events.clear()
        begin = time.time()
        self.call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self.events:
            event = self.read_message(60)
            if event is None:
                raise RuntimeError("the page did not load")
            self.note(event)
        return time.time() - begin

    def settle(self, seconds=0.3):
        end = time.time() + seconds
        while time.time() < end:
            event = self.read_message(max(0.0, end - time.time()))
            if event is not None:
                self.note(event)

    def run(self, script):
        """The value of an expression; promises are awaited."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(script[:80] + ": " + json.dumps(answer["exceptionDetails"].get("exception"))[:500])
        return answer["result"].get("value")

    def mouse(self, kind, x, y, buttons=0, **more):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, buttons=buttons,
                  button="left" if buttons or kind == "mouseReleased" else "none", **more)

    def drag(self, points):
        self.mouse("mouseMoved", *points[0])
        self.mouse("mousePressed", *points[0], buttons=1, clickCount=1)
        for point in points[1:]:
            self.mouse("mouseMoved", *point, buttons=1)
        self.mouse("mouseReleased", *points[-1], clickCount=1)

    def click(self, x, y):
        self.drag([(x, y)])

    def click_on(self, selector):
        box = self.run("(() => { const b = document.querySelector(%s).getBoundingClientRect();"
                       " return [b.left + b.width / 2, b.top + b.height / 2]; })()" % json.dumps(selector))
        self.click(*box)

    def key(self, key, modifiers=0, text=None):
        """`modifiers`: 1 Alt, 2 Ctrl, 8 Shift."""
        codes = {"Delete": 46, "Enter": 13, "Escape": 27, " ": 32, "Tab": 9, "ArrowUp": 38, "ArrowDown": 40, "ArrowLeft": 37,
                 "ArrowRight": 39, "Home": 36, "End": 35, "PageDown": 34, "PageUp": 33, "Backspace": 8}
        code = codes.get(key, ord(key.upper()) if len(key) == 1 else 0)
        typed = text if text is not None else (key if len(key) == 1 and not modifiers & 3 else ("\r" if key == "Enter" else ""))
        common = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.call("Input.dispatchKeyEvent", type="keyDown" if typed else "rawKeyDown", text=typed, **common)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def screenshot(self, path):
        with open(path, "wb") as out:
            out.write(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
